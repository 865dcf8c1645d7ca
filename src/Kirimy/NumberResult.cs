namespace Kirimy;

/// <summary>The outcome of reading a phone number.</summary>
/// <remarks>No property is one that Send-KirimyMessage reads as a message, so a piped result isn't sent as a text.</remarks>
public sealed class NumberResult
{
    internal NumberResult() { }

    /// <summary>The number as it was written.</summary>
    public string? Input { get; internal init; }

    /// <summary>Whether Kirimy can send to the number: it is valid and Indonesian.</summary>
    public bool IsValid { get; internal init; }

    /// <summary>The number in the service's form, digits with the country code (<c>62…</c>); null if Kirimy can't send to it.</summary>
    public string? Receive { get; internal init; }

    /// <summary>The number in E.164, with the plus, also of a foreign number; null if the input is not a number.</summary>
    public string? E164 { get; internal init; }

    /// <summary>The kind of line.</summary>
    public NumberKind Kind { get; internal init; }

    /// <summary>The network that first had the number, if the numbering plan says so. In some countries numbers are portable.</summary>
    public string? Carrier { get; internal init; }

    /// <summary>The reason that Kirimy can't send to it, one of <see cref="NumberReason"/>; null if it can.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What is wrong and what to do; also a warning about a valid number, such as a landline.</summary>
    public string? Advice { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => E164 ?? Input ?? string.Empty;
}
