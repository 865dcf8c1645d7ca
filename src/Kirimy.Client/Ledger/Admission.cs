namespace Kirimy.Client.Ledger;

/// <summary>Whether a request may go out.</summary>
public enum Admission
{
    /// <summary>Now.</summary>
    Go,

    /// <summary>No: the wait for a slot was ended.</summary>
    Stopped,

    /// <summary>No: the session has sent all its messages of today.</summary>
    DayIsFull,

    /// <summary>No: the message was sent in an earlier run; <see cref="IClaim.Earlier"/> says when.</summary>
    AlreadySent,

    /// <summary>No: another live process, or another row of this one, is at the message.</summary>
    InProgress,

    /// <summary>No: an earlier request for the message may have arrived; <see cref="IClaim.Earlier"/> says what is known of it.</summary>
    MayHaveArrived,
}
