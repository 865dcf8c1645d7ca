namespace Kirimy;

/// <summary>What to do when nobody knows whether a request arrived.</summary>
public enum DeliveryMode
{
    /// <summary>Do not repeat it: no message is sent twice, and the result is <see cref="DeliveryStatus.Unknown"/>.</summary>
    AtMostOnce,

    /// <summary>Repeat it: the message arrives if it can, perhaps twice.</summary>
    AtLeastOnce,
}

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

/// <summary>What becomes of a row that has no value for a variable of the template.</summary>
public enum MissingVariable
{
    /// <summary>The row is refused, with <see cref="ErrorCode.MissingVariable"/>: nobody gets "Halo {{name}}" or "Halo ".</summary>
    Error,

    /// <summary>Nothing stands in its place.</summary>
    Empty,
}
