namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>A key's slots, by their number and by when they are free.</summary>
/// <param name="most">How many there may be. Others may allow more: those beyond are known here, and never the first.</param>
internal sealed class SlotBoard(int most)
{
    private readonly List<SlotState> slots = [];
    private readonly SortedSet<(long FreeAt, int Number)> byTime = [];

    /// <summary>How many there are.</summary>
    public int Count => slots.Count;

    /// <summary>The one that is free before all others; null when there is none.</summary>
    public SlotState? First => byTime.Count == 0 ? null : slots[byTime.Min.Number];

    /// <summary>One of them; those up to it are there from then on, and free.</summary>
    public SlotState Slot(int number)
    {
        while (slots.Count <= number)
        {
            slots.Add(new SlotState(slots.Count));
            if (slots.Count <= most)
            {
                byTime.Add((0, slots.Count - 1));
            }
        }

        return slots[number];
    }

    /// <summary>Notes when one is free, and what is at it.</summary>
    public void Set(int number, long freeAt, int claims, bool isInUse)
    {
        var slot = Slot(number);
        if (number < most && slot.FreeAt != freeAt)
        {
            byTime.Remove((slot.FreeAt, number));
            byTime.Add((freeAt, number));
        }

        (slot.FreeAt, slot.Claims, slot.IsInUse) = (freeAt, claims, isInUse);
    }
}
