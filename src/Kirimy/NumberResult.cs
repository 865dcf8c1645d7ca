namespace Kirimy;

/// <summary>What a written phone number turned out to be.</summary>
/// <remarks>Has no property that Send-KirimyMessage reads as a message, so a result can be piped on without being sent as one.</remarks>
public sealed class NumberResult
{
    internal NumberResult() { }

    /// <summary>The number as it was written.</summary>
    public string? Input { get; internal init; }

    /// <summary>Whether it is a valid number of its country's numbering plan.</summary>
    public bool IsValid { get; internal init; }

    /// <summary>The number as the service takes it, digits with the country code (<c>62…</c>); null when it is not valid.</summary>
    public string? Receive { get; internal init; }

    /// <summary>The number in E.164, with the plus; null when it is not valid.</summary>
    public string? E164 { get; internal init; }

    /// <summary>What sort of line it is.</summary>
    public NumberKind Kind { get; internal init; }

    /// <summary>The network that the number was first given to, where the numbering plan tells; numbers are portable in some countries.</summary>
    public string? Carrier { get; internal init; }

    /// <summary>Why it is refused, one of <see cref="NumberReason"/>; null when it is valid.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What is wrong and what to do, in a sentence; also a warning on a valid number, such as a landline.</summary>
    public string? Advice { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => E164 ?? Input ?? string.Empty;
}
