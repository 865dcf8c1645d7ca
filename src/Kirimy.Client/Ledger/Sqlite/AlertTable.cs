using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>Which alerts were sent when, who is at one now, and how many were held back.</summary>
/// <param name="file">Where.</param>
/// <param name="time">Tells local times.</param>
internal sealed class AlertTable(SqliteFile file, TimeProvider time)
{
    /// <summary>Takes an alert for a process, or counts it as held back. Inside of a transaction.</summary>
    /// <param name="keyId">The API key at a service.</param>
    /// <param name="name">The alert.</param>
    /// <param name="window">How long after the last one that was sent it is held back.</param>
    /// <param name="self">Who asks.</param>
    /// <param name="now">The time.</param>
    public SuppressionDecision Raise(long keyId, string name, TimeSpan window, string self, long now)
    {
        var (holder, sent, held, since) = Find(keyId, name);
        var isTaken = holder is not null && (holder == self || HolderFile.IsAlive(file.Path, holder));

        // Not all that share the file see that the clock was set back, and move the times with it.
        var until = (sent > now ? now : sent) + Microseconds.From(window);
        if (!isTaken && !(until > now))
        {
            Take(keyId, name, self, now);
            return new SuppressionDecision
            {
                MayGo = true,
                HeldBack = held,
                Since = Local(since),
            };
        }

        since ??= sent ?? now;
        file.Query("UPDATE alerts SET held = held + 1, since = ?, changed = ? WHERE key_id = ? AND name = ?")
            .Bind(since)
            .Bind(now)
            .Bind(keyId)
            .Bind(name)
            .Run();
        return new SuppressionDecision
        {
            HeldBack = held + 1,
            Since = Local(since),
            Until = isTaken ? null : Local(until),
        };
    }

    /// <summary>An alert that a process took is over. Inside of a transaction.</summary>
    public void End(long keyId, string name, SuppressionDecision turn, bool wasSent, string self, long now)
    {
        if (wasSent)
        {
            file.Query(
                    """
                    UPDATE alerts SET sent = ?1, changed = ?1, held = max(held - ?2, 0), since = iif(held > ?2, ?1, NULL)
                    WHERE key_id = ?3 AND name = ?4
                    """
                )
                .Bind(now)
                .Bind(turn.HeldBack)
                .Bind(keyId)
                .Bind(name)
                .Run();
        }

        file.Query("UPDATE alerts SET holder = NULL WHERE key_id = ? AND name = ? AND holder = ?").Bind(keyId).Bind(name).Bind(self).Run();
    }

    /// <summary>The clock was set back: what was sent moves with it.</summary>
    public void Shift(long keyId, long back) =>
        file.Query("UPDATE alerts SET sent = sent - ?1, since = since - ?1, changed = changed - ?1 WHERE key_id = ?2")
            .Bind(back)
            .Bind(keyId)
            .Run();

    private void Take(long keyId, string name, string self, long now)
    {
        file.Query("DELETE FROM alerts WHERE changed < ? AND holder IS NULL").Bind(now - Microseconds.From(Alert.Keep)).Run();
        file.Query(
                """
                INSERT INTO alerts (key_id, name, holder, changed) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET holder = excluded.holder, changed = excluded.changed
                """
            )
            .Bind(keyId)
            .Bind(name)
            .Bind(self)
            .Bind(now)
            .Run();
    }

    private (string? Holder, long? Sent, int Held, long? Since) Find(long keyId, string name)
    {
        using var row = file.Query("SELECT holder, sent, held, since FROM alerts WHERE key_id = ? AND name = ?").Bind(keyId).Bind(name);
        return row.Read() ? (row.GetText(0), row.GetNumber(1), (int)row.GetLong(2), row.GetNumber(3)) : default;
    }

    private DateTimeOffset? Local(long? moment) => moment is { } known ? Microseconds.ToLocalTime(known, time) : null;
}
