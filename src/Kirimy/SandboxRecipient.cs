namespace Kirimy;

/// <summary>A simulated number: the sandbox responds to it with one error or fault, the same one each time.</summary>
/// <remarks>
/// The numbers are valid Indonesian mobile numbers by libphonenumber's numbering plan, in the 0860 range that no operator has, so a client's
/// own check lets them through and, sent to the real service by mistake, they reach nobody.
/// </remarks>
public sealed class SandboxRecipient
{
    internal SandboxRecipient() { }

    /// <summary>The number, as the service takes it.</summary>
    public string Number { get; internal init; } = string.Empty;

    /// <summary>A short name without spaces; stable.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>What the sandbox does, in a sentence.</summary>
    public string Description { get; internal init; } = string.Empty;

    /// <summary>How a message to it ends in Send-KirimyMessage, as long as what failed is not repeated at the risk of sending twice.</summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>The error code that it then ends with; null when it is sent.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Whether the sandbox counts the message as sent, whatever it answers.</summary>
    public bool Delivered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}";
}
