namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The table of alerts: last sent time, current owner, and count of suppressed ones since.</summary>
/// <param name="time">The clock, whose time zone the returned times have.</param>
internal sealed class AlertTable(SqliteDatabase database, TimeProvider time)
{
    /// <summary>Acquires an alert for a process, or counts it as suppressed. Call it in a transaction.</summary>
    /// <param name="keyId">The API key at a service.</param>
    /// <param name="window">How long it is suppressed after it was sent.</param>
    public SuppressionDecision Raise(long keyId, string name, TimeSpan window, string self, long now)
    {
        var (owner, sent, held, since) = Find(keyId, name);
        var isTaken = owner is not null && (owner == self || ProcessMark.IsAlive(database.Marks, owner));
        var until = (sent > now ? now : sent) + Microseconds.From(window);
        if (!isTaken && !(until > now))
        {
            Take(keyId, name, self, now);
            return new SuppressionDecision
            {
                MayGo = true,
                SuppressedCount = held,
                Since = Local(since),
            };
        }

        since ??= sent ?? now;
        database.Execute(
            "UPDATE alerts SET held = held + 1, since = ?, changed = ? WHERE key_id = ? AND name = ?",
            since,
            now,
            keyId,
            name
        );
        return new SuppressionDecision
        {
            SuppressedCount = held + 1,
            Since = Local(since),
            Until = isTaken ? null : Local(until),
        };
    }

    /// <summary>Ends an alert that a process acquired. Call it in a transaction.</summary>
    public void End(long keyId, string name, SuppressionDecision decision, bool wasSent, string self, long now)
    {
        if (wasSent)
        {
            database.Execute(
                """
                UPDATE alerts SET sent = ?1, changed = ?1, held = max(held - ?2, 0), since = iif(held > ?2, ?1, NULL)
                WHERE key_id = ?3 AND name = ?4
                """,
                now,
                decision.SuppressedCount,
                keyId,
                name
            );
        }

        database.Execute("UPDATE alerts SET owner = NULL WHERE key_id = ? AND name = ? AND owner = ?", keyId, name, self);
    }

    private void Take(long keyId, string name, string self, long now)
    {
        database.Execute("DELETE FROM alerts WHERE changed < ? AND owner IS NULL", now - Microseconds.From(Messages.Alert.Keep));
        database.Execute(
            """
            INSERT INTO alerts (key_id, name, owner, changed) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET owner = excluded.owner, changed = excluded.changed
            """,
            keyId,
            name,
            self,
            now
        );
    }

    private (string? Owner, long? Sent, int Held, long? Since) Find(long keyId, string name)
    {
        using var row = database.Query("SELECT owner, sent, held, since FROM alerts WHERE key_id = ? AND name = ?", keyId, name);
        return row.Read() ? (row.GetText(0), row.GetNumber(1), (int)row.GetLong(2), row.GetNumber(3)) : default;
    }

    private DateTimeOffset? Local(long? moment) => moment is { } known ? Microseconds.ToLocalTime(known, time) : null;
}
