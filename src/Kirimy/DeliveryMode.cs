namespace Kirimy;

/// <summary>What to do when nobody knows whether a request arrived.</summary>
public enum DeliveryMode
{
    /// <summary>Do not repeat it: no message is sent twice, and the result is <see cref="DeliveryStatus.Unknown"/>.</summary>
    AtMostOnce,

    /// <summary>Repeat it: the message arrives if it can, perhaps twice.</summary>
    AtLeastOnce,
}
