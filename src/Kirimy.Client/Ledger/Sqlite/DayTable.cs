namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>How many messages each session sent in a day.</summary>
internal sealed class DayTable(SqliteFile file)
{
    /// <summary>How long a day that is over is kept: longer than any two time zones are apart.</summary>
    private const int DaysKept = 3;

    /// <summary>Takes one message of a session's day.</summary>
    /// <returns>False when they are used up.</returns>
    public bool TryTake(long keyId, string sessionId, long day, int limit)
    {
        var sent = file.Query(
                """
                INSERT INTO days (key_id, session, day, sent) VALUES (?, ?, ?, 1)
                ON CONFLICT DO UPDATE SET sent = sent + 1 WHERE sent < ? RETURNING sent
                """
            )
            .Bind(keyId)
            .Bind(sessionId)
            .Bind(day)
            .Bind(limit)
            .Number();
        if (sent == 1)
        {
            file.Query("DELETE FROM days WHERE key_id = ? AND day < ?").Bind(keyId).Bind(day - DaysKept).Run();
        }

        return sent is not null;
    }

    /// <summary>Gives one back that was not sent.</summary>
    public void GiveBack(long keyId, string sessionId, long day) =>
        file.Query("UPDATE days SET sent = sent - 1 WHERE key_id = ? AND session = ? AND day = ? AND sent > 0")
            .Bind(keyId)
            .Bind(sessionId)
            .Bind(day)
            .Run();
}
