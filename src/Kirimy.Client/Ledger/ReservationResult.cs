namespace Kirimy.Client.Ledger;

/// <summary>Whether a request may be sent.</summary>
internal enum ReservationResult
{
    /// <summary>Now.</summary>
    Go,

    /// <summary>After a wait. <see cref="LedgerEntry.ReserveAsync"/> waits, and never returns this.</summary>
    Later,

    /// <summary>No: the wait was ended.</summary>
    Stopped,

    /// <summary>No: the session has reached its daily limit.</summary>
    DayIsFull,

    /// <summary>No: the message was sent in an earlier run; <see cref="LedgerEntry.Earlier"/> has the time.</summary>
    AlreadySent,

    /// <summary>No: another live process, or another row of this one, is sending the message.</summary>
    InProgress,

    /// <summary>No: an earlier request for the message may have arrived; <see cref="LedgerEntry.Earlier"/> is its record.</summary>
    MayHaveArrived,
}
