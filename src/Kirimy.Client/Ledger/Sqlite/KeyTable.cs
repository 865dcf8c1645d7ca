namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The API keys, until when nobody sends with them, and when each was used last.</summary>
internal sealed class KeyTable(SqliteDatabase database)
{
    /// <summary>The id of a scope's key; it is added if it isn't there.</summary>
    public long IdOf(LedgerScope scope)
    {
        return Find(scope)
            ?? database.Write(() =>
            {
                database.Execute(
                    "INSERT OR IGNORE INTO keys (fingerprint, service) VALUES (?, ?)",
                    scope.Fingerprint,
                    scope.Service.AbsoluteUri
                );
                return Find(scope)!.Value;
            });
    }

    /// <summary>The id of a scope's key; null if the ledger doesn't know it.</summary>
    public long? Find(LedgerScope scope) =>
        database.Number("SELECT id FROM keys WHERE fingerprint = ? AND service = ?", scope.Fingerprint, scope.Service.AbsoluteUri);

    /// <summary>
    /// Notes that a key is used now. If it was used later than that, the clock was set back: all times of the key move with it, or its
    /// requests would count, and its alerts be suppressed, until the old time comes again.
    /// </summary>
    /// <returns>Until when nobody sends.</returns>
    public long Tick(long keyId, long now)
    {
        long heldUntil;
        long seen;
        using (var row = database.Query("SELECT held_until, seen FROM keys WHERE id = ?", keyId))
        {
            row.Read();
            (heldUntil, seen) = (row.GetLong(0), row.GetLong(1));
        }

        if (seen > now)
        {
            var back = seen - now;
            heldUntil -= back;
            database.Execute("UPDATE requests SET began = began - ?1, ends = ends - ?1 WHERE key_id = ?2", back, keyId);
            database.Execute(
                "UPDATE alerts SET sent = sent - ?1, since = since - ?1, changed = changed - ?1 WHERE key_id = ?2",
                back,
                keyId
            );
        }

        if (seen != now)
        {
            database.Execute("UPDATE keys SET held_until = ?, seen = ? WHERE id = ?", heldUntil, now, keyId);
        }

        return heldUntil;
    }

    /// <summary>Lets nobody send before a time.</summary>
    public void Hold(long keyId, long until) =>
        database.Execute("UPDATE keys SET held_until = max(held_until, ?) WHERE id = ?", until, keyId);
}
