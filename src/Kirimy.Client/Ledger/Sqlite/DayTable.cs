namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// How many messages each session sent in a day. Counted here, and put in the file by <see cref="Flush"/> at the end of a transaction: one
/// of many messages has one session or two.
/// </summary>
internal sealed class DayTable(SqliteFile file)
{
    /// <summary>How long a day that is over is kept: longer than any two time zones are apart.</summary>
    private const int DaysKept = 3;

    private readonly Dictionary<(long KeyId, string Session, long Day), Count> counts = [];

    /// <summary>What was read of the file, or counted and not put in it, may not be so any more.</summary>
    public void Forget() => counts.Clear();

    /// <summary>Takes one message of a session's day.</summary>
    /// <returns>False when they are used up.</returns>
    public bool TryTake(long keyId, string sessionId, long day, int limit)
    {
        var count = Of(keyId, sessionId, day);
        if (count.Sent >= limit)
        {
            return false;
        }

        count.Change++;
        return true;
    }

    /// <summary>Gives one back that was not sent.</summary>
    public void GiveBack(long keyId, string sessionId, long day)
    {
        var count = Of(keyId, sessionId, day);
        if (count.Sent > 0)
        {
            count.Change--;
        }
    }

    /// <summary>Puts in the file what was taken and given back. Inside of the transaction.</summary>
    public void Flush()
    {
        foreach (var entry in counts)
        {
            var (keyId, session, day) = entry.Key;
            if (entry.Value is { Change: not 0 } count)
            {
                file.Query(
                        """
                        INSERT INTO days (key_id, session, day, sent) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET sent = sent + excluded.sent
                        """
                    )
                    .Bind(keyId)
                    .Bind(session)
                    .Bind(day)
                    .Bind(count.Change)
                    .Run();
                if (count.Before == 0)
                {
                    file.Query("DELETE FROM days WHERE key_id = ? AND day < ?").Bind(keyId).Bind(day - DaysKept).Run();
                }

                count.IsInFile();
            }
        }
    }

    private Count Of(long keyId, string sessionId, long day)
    {
        var name = (keyId, sessionId, day);
        if (!counts.TryGetValue(name, out var count))
        {
            var before = file.Query("SELECT sent FROM days WHERE key_id = ? AND session = ? AND day = ?")
                .Bind(keyId)
                .Bind(sessionId)
                .Bind(day)
                .Number();
            counts.Add(name, count = new Count(before ?? 0));
        }

        return count;
    }

    private sealed class Count(long before)
    {
        public long Before { get; private set; } = before;

        public long Change { get; set; }

        public long Sent => Before + Change;

        public void IsInFile() => (Before, Change) = (Sent, 0);
    }
}
