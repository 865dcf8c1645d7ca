using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>What is used of the limits.</summary>
internal sealed class QuotaTable(SqliteFile file, RateLimits limits, TimeProvider time)
{
    private readonly SlotTable slots = new(file, limits);

    /// <summary>Of each key and session that the ledger knows of.</summary>
    public List<Quota> Read(long now)
    {
        var day = Microseconds.Day(now, limits.DailyReset);
        var quotas = new List<Quota>();
        foreach (var (keyId, fingerprint, heldUntil) in Keys())
        {
            var busy = Busy(keyId, now);
            var next = Math.Max(heldUntil, slots.Next(keyId, now));
            var sessions = Sessions(keyId, day);
            foreach (var (session, sent) in sessions.Count > 0 ? sessions : [(null, 0)])
            {
                quotas.Add(
                    new Quota
                    {
                        KeyFingerprint = fingerprint,
                        SessionId = session,
                        RequestsInWindow = busy,
                        RequestLimit = limits.Requests,
                        NextRequest = next > now ? Microseconds.ToLocalTime(next, time) : null,
                        SentToday = sent,
                        LeftToday = Math.Max(limits.MessagesPerDay - sent, 0),
                        DayEnds = Microseconds.ToLocalTime(Microseconds.EndOfDay(now, limits.DailyReset), time),
                    }
                );
            }
        }

        return quotas;
    }

    private List<(long Id, string Fingerprint, long HeldUntil)> Keys()
    {
        var keys = new List<(long, string, long)>();
        using var row = file.Query("SELECT id, fingerprint, held_until FROM keys ORDER BY fingerprint, service");
        while (row.Read())
        {
            keys.Add((row.GetLong(0), row.GetText(1)!, row.GetLong(2)));
        }

        return keys;
    }

    private List<(string? Session, int Sent)> Sessions(long keyId, long day)
    {
        var sessions = new List<(string?, int)>();
        using var row = file.Query("SELECT session, sent FROM days WHERE key_id = ? AND day = ? ORDER BY session").Bind(keyId).Bind(day);
        while (row.Read())
        {
            sessions.Add((row.GetText(0), (int)row.GetLong(1)));
        }

        return sessions;
    }

    /// <summary>How many requests are under way, wait for their turn, or are still counted.</summary>
    private int Busy(long keyId, long now) =>
        (int)(
            file.Query("SELECT count(*) FROM slots WHERE key_id = ? AND rested_at > ?").Bind(keyId).Bind(now).Number()!.Value
            + file.Query("SELECT count(*) FROM claims WHERE key_id = ? AND slot IS NOT NULL").Bind(keyId).Number()!.Value
        );
}
