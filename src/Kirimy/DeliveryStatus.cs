namespace Kirimy;

/// <summary>The status of a message. Every input gets exactly one result.</summary>
public enum DeliveryStatus
{
    /// <summary>The service confirmed the message.</summary>
    Sent,

    /// <summary>The message was refused by Kirimy or the service and wasn't sent.</summary>
    Failed,

    /// <summary>The request may have arrived, so the message may have been sent. It is never retried unless the user asks for it.</summary>
    Unknown,

    /// <summary>The message wasn't to be sent: because of -WhatIf, because the user declined, or because it was sent before.</summary>
    Skipped,

    /// <summary>The message wasn't sent, but it is valid and can be sent again safely.</summary>
    NotSent,

    /// <summary>A process is sending the message. Only in the ledger, never a result.</summary>
    InProgress,
}
