namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// The slots of the keys' windows. A slot serves one request at a time and rests for the window after it; whoever takes one that is not
/// free yet stands in its line. <c>free_at</c> is when the last one in the line is expected to be through.
/// </summary>
/// <param name="file">Where.</param>
/// <param name="window">How long a slot rests.</param>
internal sealed class SlotTable(SqliteFile file, TimeSpan window)
{
    /// <summary>How soon to look again at a slot whose request takes longer than the window.</summary>
    public static readonly long Overdue = Microseconds.From(TimeSpan.FromMilliseconds(100));

    private readonly long rest = Microseconds.From(window + MemoryLedger.Margin);

    /// <summary>Slots that are free in the transaction that is under way, by their key.</summary>
    private readonly Queue<int> free = new();
    private long freeOf;

    /// <summary>A transaction begins: before it, others may have taken what was free.</summary>
    public void Begin() => free.Clear();

    /// <summary>Finds the slot that may be used first; adds one while there are fewer than the window allows.</summary>
    /// <returns>The slot and when it may be used; now or later.</returns>
    public (int Slot, long Start) First(long keyId, int requests, long now)
    {
        if (freeOf != keyId)
        {
            free.Clear();
            freeOf = keyId;
        }

        if (free.Count == 0)
        {
            FindFree(keyId, requests, now);
        }

        if (free.Count > 0)
        {
            return (free.Dequeue(), now);
        }

        var next = (int)(file.Query("SELECT max(number) FROM slots WHERE key_id = ?").Bind(keyId).Number() + 1 ?? 0);
        if (next < requests)
        {
            file.Query("INSERT INTO slots (key_id, number, rested_at, free_at) VALUES (?, ?, 0, 0)").Bind(keyId).Bind(next).Run();
            return (next, now);
        }

        using var row = file.Query("SELECT number, free_at FROM slots WHERE key_id = ? AND number < ? ORDER BY free_at LIMIT 1")
            .Bind(keyId)
            .Bind(requests);
        row.Read();
        return ((int)row.GetLong(0), row.GetLong(1));
    }

    /// <summary>Whether a request is under way on a slot.</summary>
    public bool IsInUse(long keyId, int slot) =>
        file.Query("SELECT 1 FROM claims WHERE key_id = ? AND slot = ? AND in_use = 1").Bind(keyId).Bind(slot).Number() is not null;

    /// <summary>A request begins on a slot; its claim is on record.</summary>
    public void Use(long keyId, int slot, long recordId, long now)
    {
        file.Query(
                """
                UPDATE slots SET free_at = ?4 WHERE key_id = ?1 AND number = ?2
                    AND NOT EXISTS (SELECT 1 FROM claims WHERE key_id = ?1 AND slot = ?2 AND record_id <> ?3)
                """
            )
            .Bind(keyId)
            .Bind(slot)
            .Bind(recordId)
            .Bind(now + rest)
            .Run();
        if (file.Changed == 0)
        {
            LineUp(keyId, slot, now);
        }

        // Who waited for it for longer than a window comes for it by itself, when it has long looked free.
        if (free.Contains(slot))
        {
            free.Clear();
        }
    }

    /// <summary>A request on a slot is over, and its claim is gone: the slot rests.</summary>
    public void Leave(long keyId, int slot, long arrival, long now)
    {
        file.Query(
                """
                UPDATE slots SET rested_at = max(rested_at, ?3), free_at = max(rested_at, ?3) WHERE key_id = ?1 AND number = ?2
                    AND NOT EXISTS (SELECT 1 FROM claims WHERE key_id = ?1 AND slot = ?2)
                """
            )
            .Bind(keyId)
            .Bind(slot)
            .Bind(arrival + rest)
            .Run();
        if (file.Changed == 0)
        {
            Rest(keyId, slot, arrival);
            LineUp(keyId, slot, now);
        }
    }

    /// <summary>A request on a slot is over: it rests.</summary>
    public void Rest(long keyId, int slot, long arrival) =>
        file.Query("UPDATE slots SET rested_at = max(rested_at, ?) WHERE key_id = ? AND number = ?")
            .Bind(arrival + rest)
            .Bind(keyId)
            .Bind(slot)
            .Run();

    /// <summary>Works out anew when each in a slot's line may begin: after whoever is before it has been through and the slot has rested.</summary>
    public void LineUp(long keyId, int slot, long now)
    {
        var through = file.Query("SELECT rested_at FROM slots WHERE key_id = ? AND number = ?").Bind(keyId).Bind(slot).Number() ?? 0;
        foreach (var (recordId, start, isInUse) in Line(keyId, slot))
        {
            if (isInUse)
            {
                // When it will have rested is known only at its end; before that, this is the least.
                through = start + rest;
                through = through > now ? through : now + Overdue;
                continue;
            }

            if (through > start)
            {
                file.Query("UPDATE claims SET start = ? WHERE record_id = ?").Bind(through).Bind(recordId).Run();
            }

            through = Math.Max(Math.Max(through, start), now) + rest;
        }

        file.Query("UPDATE slots SET free_at = ? WHERE key_id = ? AND number = ?").Bind(through).Bind(keyId).Bind(slot).Run();
    }

    /// <summary>The clock was set back: all times of a key move with it, or its slots would rest until the old time comes again.</summary>
    public void Shift(long keyId, long back)
    {
        file.Query("UPDATE slots SET rested_at = rested_at - ?, free_at = free_at - ? WHERE key_id = ?")
            .Bind(back)
            .Bind(back)
            .Bind(keyId)
            .Run();
        file.Query("UPDATE claims SET start = start - ? WHERE key_id = ?").Bind(back).Bind(keyId).Run();
        file.Query("UPDATE keys SET held_until = held_until - ? WHERE id = ?").Bind(back).Bind(keyId).Run();
    }

    /// <summary>Finds slots that are free now. One whose request takes longer than the window only looked free.</summary>
    private void FindFree(long keyId, int requests, long now)
    {
        // A limit that is bound would have the statement compiled anew each time.
        var overdue = new List<int>();
        do
        {
            overdue.Clear();
            using (
                var row = file.Query(
                        """
                        SELECT number, EXISTS (SELECT 1 FROM claims WHERE key_id = ?1 AND slot = number AND in_use = 1)
                        FROM slots WHERE key_id = ?1 AND number < ?2 AND free_at <= ?3 ORDER BY free_at LIMIT 16
                        """
                    )
                    .Bind(keyId)
                    .Bind(requests)
                    .Bind(now)
            )
            {
                while (row.Read())
                {
                    var number = (int)row.GetLong(0);
                    if (row.GetLong(1) == 0)
                    {
                        free.Enqueue(number);
                    }
                    else
                    {
                        overdue.Add(number);
                    }
                }
            }

            overdue.ForEach(slot => LineUp(keyId, slot, now));
        } while (free.Count == 0 && overdue.Count > 0);
    }

    private List<(long RecordId, long Start, bool IsInUse)> Line(long keyId, int slot)
    {
        var line = new List<(long, long, bool)>();
        using var row = file.Query(
                "SELECT record_id, start, in_use FROM claims WHERE key_id = ? AND slot = ? ORDER BY in_use DESC, start, record_id"
            )
            .Bind(keyId)
            .Bind(slot);
        while (row.Read())
        {
            line.Add((row.GetLong(0), row.GetLong(1), row.GetLong(2) != 0));
        }

        return line;
    }
}
