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
}
