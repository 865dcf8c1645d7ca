namespace Kirimy;

/// <summary>How one message ended. Every input ends in exactly one of these.</summary>
public enum DeliveryStatus
{
    /// <summary>The service confirmed the message.</summary>
    Sent,

    /// <summary>The message was refused, here or by the service, and was not sent.</summary>
    Failed,

    /// <summary>The request may have arrived: the message may have been sent. It is never repeated unless asked for.</summary>
    Unknown,

    /// <summary>Nothing was to be done: asked only what would happen, declined, or done already.</summary>
    Skipped,

    /// <summary>The message did not leave, and nothing is wrong with it: it can be sent again without harm.</summary>
    NotSent,

    /// <summary>Only in the ledger, never a result: a process is at it.</summary>
    InProgress,
}
