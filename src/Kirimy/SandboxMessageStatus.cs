namespace Kirimy;

/// <summary>What the sandbox did with a message.</summary>
public enum SandboxMessageStatus
{
    /// <summary>The message was not sent: it was refused, or a fault struck before it was sent.</summary>
    NotDelivered,

    /// <summary>The message counts as sent, also where a fault then kept the sender from being told so.</summary>
    Delivered,
}
