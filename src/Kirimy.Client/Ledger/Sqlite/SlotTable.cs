using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// The slots of the keys' windows. A slot serves one request at a time and rests for the window after it; whoever takes one that is not
/// free yet stands in its line.
/// </summary>
/// <remarks>
/// The file has when each slot has rested, and the claims on it. What follows from these, when each is free, is worked out from them once,
/// and kept here until <see cref="Forget"/>: so a request that has its slot to itself changes nothing of it in the file but at its end.
/// </remarks>
/// <param name="file">Where.</param>
/// <param name="limits">How many slots there are, and how long each rests.</param>
internal sealed class SlotTable(SqliteFile file, RateLimits limits)
{
    /// <summary>How soon to look again at a slot whose request takes longer than the window.</summary>
    public static readonly long Overdue = Microseconds.From(TimeSpan.FromMilliseconds(100));

    private readonly long rest = Microseconds.From(limits.Window + LedgerOptions.Margin);
    private readonly Dictionary<long, SlotBoard> boards = [];

    /// <summary>What was read of the file may not be so any more.</summary>
    public void Forget() => boards.Clear();

    /// <summary>Finds the slot that may be used first; adds one while there are fewer than the window allows.</summary>
    /// <returns>The slot and when it may be used; now or later.</returns>
    public (int Slot, long Start) First(long keyId, long now)
    {
        var board = Board(keyId, now);
        while (board.First is { } first && first.FreeAt <= now)
        {
            if (!first.IsInUse)
            {
                return (first.Number, now);
            }

            // One whose request takes longer than the window only looked free.
            LineUp(keyId, first.Number, now);
        }

        return board.Count < limits.Requests ? (board.Count, now) : (board.First!.Number, board.First.FreeAt);
    }

    /// <summary>When a request might begin that came next.</summary>
    public long Next(long keyId, long now)
    {
        var board = Board(keyId, now);
        return board.Count < limits.Requests ? now : board.First!.FreeAt;
    }

    /// <summary>Whether a request is under way on a slot.</summary>
    public bool IsInUse(long keyId, int slot, long now) => Board(keyId, now).Slot(slot).IsInUse;

    /// <summary>A request begins on a slot; its claim is on record.</summary>
    public void Use(long keyId, int slot, long now)
    {
        var board = Board(keyId, now);
        if (board.Slot(slot).Claims == 0)
        {
            board.Set(slot, now + rest, claims: 1, isInUse: true);
        }
        else
        {
            LineUp(keyId, slot, now);
        }
    }

    /// <summary>A request on a slot is over, and its claim is gone: the slot rests.</summary>
    public void Leave(long keyId, int slot, long arrival, long now)
    {
        // Of one that is read only now, the claim is gone already: nothing is known of it without looking.
        var wasAlone = boards.TryGetValue(keyId, out var board) && board.Slot(slot).Claims == 1;
        Rest(keyId, slot, arrival, now);
        if (wasAlone)
        {
            board!.Set(slot, board.Slot(slot).RestedAt, claims: 0, isInUse: false);
        }
        else
        {
            LineUp(keyId, slot, now);
        }
    }

    /// <summary>A request on a slot is over: it rests. Who is in its line has to be lined up anew.</summary>
    public void Rest(long keyId, int slot, long arrival, long now)
    {
        var left = Board(keyId, now).Slot(slot);
        left.RestedAt = Math.Max(left.RestedAt, arrival + rest);
        file.Query("INSERT OR REPLACE INTO slots (key_id, number, rested_at) VALUES (?, ?, ?)")
            .Bind(keyId)
            .Bind(slot)
            .Bind(left.RestedAt)
            .Run();
    }

    /// <summary>Works out anew when each in a slot's line may begin: after whoever is before it has been through and the slot has rested.</summary>
    public void LineUp(long keyId, int slot, long now)
    {
        var board = Board(keyId, now);
        var line = new List<Place>();
        using (
            var row = file.Query(
                    """
                    SELECT slot, record_id, start, in_use FROM claims WHERE key_id = ? AND slot = ?
                    ORDER BY in_use DESC, start, record_id
                    """
                )
                .Bind(keyId)
                .Bind(slot)
        )
        {
            while (row.Read())
            {
                line.Add(Place.From(row));
            }
        }

        foreach (var (recordId, start) in LineUp(board, slot, line, now))
        {
            file.Query("UPDATE claims SET start = ? WHERE record_id = ?").Bind(start).Bind(recordId).Run();
        }
    }

    /// <summary>The clock was set back: what rests moves with it, and who waits.</summary>
    public void Shift(long keyId, long back)
    {
        file.Query("UPDATE slots SET rested_at = rested_at - ? WHERE key_id = ?").Bind(back).Bind(keyId).Run();
        file.Query("UPDATE claims SET start = start - ? WHERE key_id = ?").Bind(back).Bind(keyId).Run();
        Forget();
    }

    private SlotBoard Board(long keyId, long now)
    {
        if (!boards.TryGetValue(keyId, out var board))
        {
            boards.Add(keyId, board = Read(keyId, now));
        }

        return board;
    }

    private SlotBoard Read(long keyId, long now)
    {
        var board = new SlotBoard(limits.Requests);
        using (
            var row = file.Query("SELECT number, rested_at FROM slots WHERE key_id = ? AND number < ?").Bind(keyId).Bind(limits.Requests)
        )
        {
            while (row.Read())
            {
                var slot = board.Slot((int)row.GetLong(0));
                slot.RestedAt = row.GetLong(1);
                board.Set(slot.Number, slot.RestedAt, claims: 0, isInUse: false);
            }
        }

        var places = new List<Place>();
        using (
            var row = file.Query(
                    """
                    SELECT slot, record_id, start, in_use FROM claims WHERE key_id = ? AND slot IS NOT NULL
                    ORDER BY in_use DESC, start, record_id
                    """
                )
                .Bind(keyId)
        )
        {
            while (row.Read())
            {
                places.Add(Place.From(row));
            }
        }

        foreach (var line in places.GroupBy(place => place.Slot))
        {
            // Who has to begin later than it was told learns it when its time has come.
            LineUp(board, line.Key, line, now);
        }

        return board;
    }

    /// <summary>Lines up who is at a slot.</summary>
    /// <returns>Who may begin later than it was told before.</returns>
    private List<(long RecordId, long Start)> LineUp(SlotBoard board, int slot, IEnumerable<Place> line, long now)
    {
        var later = new List<(long, long)>();
        var through = board.Slot(slot).RestedAt;
        var claims = 0;
        var isInUse = false;
        foreach (var place in line)
        {
            claims++;
            if (place.IsInUse)
            {
                // When it will have rested is known only at its end; before that, this is the least.
                isInUse = true;
                through = place.Start + rest;
                through = through > now ? through : now + Overdue;
                continue;
            }

            if (through > place.Start)
            {
                later.Add((place.RecordId, through));
            }

            through = Math.Max(Math.Max(through, place.Start), now) + rest;
        }

        board.Set(slot, through, claims, isInUse);
        return later;
    }

    private readonly record struct Place(int Slot, long RecordId, long Start, bool IsInUse)
    {
        public static Place From(SqliteStatement row) => new((int)row.GetLong(0), row.GetLong(1), row.GetLong(2), row.GetLong(3) != 0);
    }
}
