using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger;

/// <summary>One message on its way through an <see cref="ILedgerStore"/>, and what the store gave it. Not for several threads at once.</summary>
internal sealed class Ticket(OutgoingMessage message)
{
    public OutgoingMessage Message { get; } = message;

    /// <summary>The record's name, in a store that has names for them; null before there is one.</summary>
    public string? RecordId { get; set; }

    /// <summary>
    /// Whether a request may have arrived, in an earlier run or this one: then the record counts as in flight also while nothing is under
    /// way, and never as held.
    /// </summary>
    public bool MayHaveArrived { get; set; }

    /// <summary>The slot that is reserved or in use; null without one.</summary>
    public int? Slot { get; set; }

    /// <summary>What a store whose records have no names keeps of it for itself, as it was last put on record; null before that.</summary>
    public object? Kept { get; set; }

    /// <summary>Whether one message of a session's day was taken for it.</summary>
    public bool IsCounted { get; set; }
}
