using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The usage of the limits.</summary>
internal sealed class QuotaTable(SqliteDatabase database, RateLimits limits, TimeProvider time)
{
    private readonly RequestTable requests = new(database);

    /// <summary>The usage of each key and session in the ledger.</summary>
    public List<Quota> Read(long now)
    {
        var day = Microseconds.Day(now, limits.DailyReset);
        var quotas = new List<Quota>();
        foreach (var (keyId, fingerprint, heldUntil) in Keys())
        {
            var busy = database.Number("SELECT count(*) FROM requests WHERE key_id = ? AND (ends > ? OR state < 2)", keyId, now)!.Value;
            var next = Math.Max(heldUntil, requests.Room(keyId, isNew: true, limits.Requests, now));
            var sessions = Sessions(keyId, day);
            foreach (var (session, sent, closed) in sessions.Count > 0 ? sessions : [(null, 0, 0)])
            {
                quotas.Add(
                    new Quota
                    {
                        KeyFingerprint = fingerprint,
                        SessionId = session,
                        RequestsInWindow = (int)busy,
                        RequestLimit = limits.Requests,
                        NextRequest = next > now ? Microseconds.ToLocalTime(next, time) : null,
                        SentToday = sent,
                        RemainingToday = closed >= limits.MessagesPerDay ? 0 : Math.Max(limits.MessagesPerDay - sent, 0),
                        ResetsAt = Microseconds.ToLocalTime(Microseconds.EndOfDay(now, limits.DailyReset), time),
                    }
                );
            }
        }

        return quotas;
    }

    private List<(long Id, string Fingerprint, long HeldUntil)> Keys()
    {
        var keys = new List<(long, string, long)>();
        using var row = database.Query("SELECT id, fingerprint, held_until FROM keys ORDER BY fingerprint, service");
        while (row.Read())
        {
            keys.Add((row.GetLong(0), row.GetText(1)!, row.GetLong(2)));
        }

        return keys;
    }

    private List<(string? Session, int Sent, int Closed)> Sessions(long keyId, long day)
    {
        var sessions = new List<(string?, int, int)>();
        using var row = database.Query("SELECT session, sent, closed FROM days WHERE key_id = ? AND day = ? ORDER BY session", keyId, day);
        while (row.Read())
        {
            sessions.Add((row.GetText(0), (int)row.GetLong(1), (int)row.GetLong(2)));
        }

        return sessions;
    }
}
