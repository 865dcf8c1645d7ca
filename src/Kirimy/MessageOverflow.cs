namespace Kirimy;

/// <summary>What becomes of a text that is longer than a message may be (4096 UTF-16 code units).</summary>
public enum MessageOverflow
{
    /// <summary>It is refused, with <see cref="ErrorCode.MessageTooLong"/>.</summary>
    Error,

    /// <summary>It is sent in numbered parts, cut between lines, else between words, else between characters.</summary>
    Split,

    /// <summary>Its end is cut off, and an ellipsis says so.</summary>
    Truncate,
}
