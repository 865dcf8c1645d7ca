namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The table of API keys: when each was used last, and until when it is blocked.</summary>
internal sealed class KeyTable(SqliteDatabase database)
{
    /// <summary>The ID of a scope's key; it is added if it isn't there.</summary>
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

    /// <summary>The ID of a scope's key; null if it isn't in the ledger.</summary>
    public long? Find(LedgerScope scope) =>
        database.Number("SELECT id FROM keys WHERE fingerprint = ? AND service = ?", scope.Fingerprint, scope.Service.AbsoluteUri);

    /// <summary>
    /// Records that a key is used now. If its last use is later, the clock was set back: all times of the key are moved with it, otherwise
    /// its requests would count and its alerts would be suppressed until the previous time is reached again.
    /// </summary>
    /// <returns>The time until which the key is blocked.</returns>
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

    /// <summary>Blocks a key until a time.</summary>
    public void Hold(long keyId, long until) =>
        database.Execute("UPDATE keys SET held_until = max(held_until, ?) WHERE id = ?", until, keyId);
}
