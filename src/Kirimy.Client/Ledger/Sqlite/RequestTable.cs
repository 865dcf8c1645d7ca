namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// The rate limiter's sliding window: the requests of the keys that wait, are in flight, or are finished and still count; and how many
/// messages each session sent in a day.
/// </summary>
internal sealed class RequestTable(SqliteDatabase database)
{
    public const long Waiting = 0;
    public const long InFlight = 1;

    /// <summary>The number of days kept, more than the difference between any two time zones.</summary>
    private const int DaysKept = 3;

    private static readonly long Overdue = Microseconds.From(LedgerOptions.OverdueInterval);

    /// <summary>
    /// Frees the places of requests that ended a window ago. A request in flight that is overdue can still arrive, and counts.
    /// </summary>
    public void Sweep(long keyId, long now)
    {
        database.Execute("DELETE FROM requests WHERE key_id = ? AND ends <= ? AND state = 2", keyId, now);
        database.Execute("UPDATE requests SET ends = ? WHERE key_id = ? AND ends <= ? AND state = 1", now + Overdue, keyId, now);
    }

    /// <summary>The time at which a request has room: when so many others have ended that fewer than the limit remain.</summary>
    /// <param name="isNew">Whether it has no place yet. Only new requests wait behind waiting ones.</param>
    /// <param name="limit">The number of places.</param>
    public long Room(long keyId, bool isNew, int limit, long now)
    {
        var end = isNew
            ? database.Number("SELECT ends FROM requests WHERE key_id = ? ORDER BY ends DESC LIMIT 1 OFFSET ?", keyId, limit - 1)
            : database.Number(
                "SELECT ends FROM requests WHERE key_id = ? AND state > 0 ORDER BY ends DESC LIMIT 1 OFFSET ?",
                keyId,
                limit - 1
            );
        return Math.Max(now, end ?? 0);
    }

    /// <summary>Adds a request, or changes its position.</summary>
    public long Save(long id, Request request)
    {
        database.Execute(
            """
            INSERT INTO requests (id, key_id, record_id, owner, state, began, ends, session, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET state = excluded.state, began = excluded.began, ends = excluded.ends, session = excluded.session,
                day = excluded.day
            """,
            id == 0 ? null : id,
            request.KeyId,
            request.RecordId,
            request.Owner,
            request.State,
            request.Began,
            request.Ends,
            request.Session,
            request.Day
        );
        return id == 0 ? database.LastId : id;
    }

    /// <summary>A request that waits or is in flight; null if there is none, or a dead process's was recovered.</summary>
    public Request? Find(long id)
    {
        using var row = database.Query(
            "SELECT key_id, record_id, owner, state, began, ends, session, day FROM requests WHERE id = ? AND state < 2",
            id
        );
        return row.Read()
            ? new Request(
                row.GetLong(0),
                row.GetLong(1),
                row.GetText(2)!,
                row.GetLong(3),
                row.GetLong(4),
                row.GetLong(5),
                row.GetText(6)!,
                row.GetLong(7)
            )
            : null;
    }

    /// <summary>Frees a place that wasn't used.</summary>
    public void Delete(long id) => database.Execute("DELETE FROM requests WHERE id = ?", id);

    /// <summary>Ends a request; its place is taken until a time.</summary>
    public void Finish(long id, long ends) => database.Execute("UPDATE requests SET state = 2, ends = ? WHERE id = ?", ends, id);

    /// <summary>Whether a session has reached its limit in a day, by the ledger's count or by a response of the service.</summary>
    public bool IsDayFull(long keyId, string session, long day, int limit) =>
        (database.Number("SELECT max(sent, closed) FROM days WHERE key_id = ? AND session = ? AND day = ?", keyId, session, day) ?? 0)
        >= limit;

    /// <summary>Ends a session's day for all limits up to the specified one.</summary>
    public void CloseDay(long keyId, string session, long day, int limit) =>
        database.Execute(
            """
            INSERT INTO days (key_id, session, day, closed) VALUES (?, ?, ?, ?4)
            ON CONFLICT DO UPDATE SET closed = max(closed, ?4)
            """,
            keyId,
            session,
            day,
            limit
        );

    /// <summary>Increments or decrements the message count of a session's day.</summary>
    public void Count(long keyId, string session, long day, int messages)
    {
        database.Execute(
            """
            INSERT INTO days (key_id, session, day, sent) VALUES (?, ?, ?, max(?4, 0))
            ON CONFLICT DO UPDATE SET sent = max(sent + ?4, 0)
            """,
            keyId,
            session,
            day,
            messages
        );
        database.Execute("DELETE FROM days WHERE key_id = ? AND day < ?", keyId, day - DaysKept);
    }

    /// <summary>A row.</summary>
    /// <param name="Owner">The process whose request it is.</param>
    /// <param name="State">Whether it waits, is in flight, or is finished.</param>
    /// <param name="Began">When it began; 0 while it waits.</param>
    /// <param name="Ends">The time until which its place is taken, as far as is known.</param>
    /// <param name="Session">The session that sends.</param>
    /// <param name="Day">The day that it took a message of.</param>
    public sealed record Request(long KeyId, long RecordId, string Owner, long State, long Began, long Ends, string Session, long Day);
}
