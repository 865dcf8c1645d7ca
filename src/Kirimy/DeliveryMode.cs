namespace Kirimy;

/// <summary>The delivery guarantee if it isn't known whether a request arrived.</summary>
public enum DeliveryMode
{
    /// <summary>Don't retry: no message is sent twice, and the result is <see cref="DeliveryStatus.Unknown"/>.</summary>
    AtMostOnce,

    /// <summary>Retry: the message is delivered, possibly twice.</summary>
    AtLeastOnce,
}

/// <summary>The handling of a text that is too long for one message (4096 UTF-16 code units).</summary>
public enum MessageOverflow
{
    /// <summary>Refuse it with <see cref="ErrorCode.MessageTooLong"/>.</summary>
    Error,

    /// <summary>Send it in numbered parts, split between lines, otherwise between words, otherwise between characters.</summary>
    Split,

    /// <summary>Truncate it and add an ellipsis.</summary>
    Truncate,
}

/// <summary>The handling of a row that has no value for a variable of the template.</summary>
public enum MissingVariable
{
    /// <summary>
    /// Refuse the row with <see cref="ErrorCode.MissingVariable"/>, so that no recipient gets "Halo {{name}}" or "Halo ".
    /// </summary>
    Error,

    /// <summary>Leave the variable empty.</summary>
    Empty,
}
