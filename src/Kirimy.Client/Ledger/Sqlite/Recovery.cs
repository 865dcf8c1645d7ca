namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>Recovery of the requests and records of dead processes.</summary>
/// <param name="options">The options of the ledger.</param>
internal sealed class Recovery(SqliteDatabase database, LedgerOptions options)
{
    /// <summary>The maximum duration of a request whose process died.</summary>
    private static readonly long MaxRequest = Microseconds.From(TimeSpan.FromSeconds(60));

    /// <summary>The maximum time until the request of a dead process arrives.</summary>
    private static readonly long MaxWay = Microseconds.From(TimeSpan.FromMilliseconds(500));

    private readonly KeyTable keys = new(database);

    /// <summary>All owners except one, dead or alive.</summary>
    public List<string> OwnersBesides(string self)
    {
        var owners = new List<string>();
        using var row = database.Query("SELECT DISTINCT owner FROM records WHERE owner IS NOT NULL AND owner <> ?", self);
        while (row.Read())
        {
            owners.Add(row.GetText(0)!);
        }

        return owners;
    }

    /// <summary>Recovers the requests and records of all dead processes. Call it in a transaction.</summary>
    /// <param name="self">The calling process, which is alive.</param>
    /// <returns>Whether there were any.</returns>
    public bool Run(string self, long now)
    {
        var dead = OwnersBesides(self).FindAll(owner => !ProcessMark.IsAlive(database.Marks, owner));
        foreach (var owner in dead)
        {
            foreach (var keyId in KeysOf(owner))
            {
                // Another key's clock may have been set back, too.
                keys.Tick(keyId, now);
            }

            RecoverRecords(owner, now);
            RecoverRequests(owner, now);
            ProcessMark.Delete(database.Marks, owner);
        }

        return dead.Count > 0;
    }

    private List<long> KeysOf(string owner)
    {
        var ids = new List<long>();
        using var row = database.Query("SELECT DISTINCT key_id FROM records WHERE owner = ?", owner);
        while (row.Read())
        {
            ids.Add(row.GetLong(0));
        }

        return ids;
    }

    /// <summary>
    /// A message whose request may have arrived becomes Unknown. Other messages weren't sent, or keep the status of an earlier run.
    /// </summary>
    private void RecoverRecords(string owner, long now)
    {
        database.Execute(
            """
            UPDATE records SET owner = NULL, changed = ?, status = ?, attempts = begun, message_id = NULL, http_status = NULL,
                error_code = ?, error_message = ?,
                session = coalesce((SELECT q.session FROM requests q WHERE q.record_id = records.id AND q.state = 1), session)
            WHERE owner = ? AND doubt > 0 AND begun > 0
            """,
            now,
            (long)DeliveryStatus.Unknown,
            ErrorCode.DeliveryUnknown,
            Text.Ledger_ProcessEnded,
            owner
        );
        database.Execute(
            "UPDATE records SET owner = NULL, changed = ?, status = ?, error_code = ?, error_message = ? WHERE owner = ? AND status = ?",
            now,
            (long)DeliveryStatus.NotSent,
            ErrorCode.Cancelled,
            Text.Client_CancelledBefore,
            owner,
            (long)DeliveryStatus.InProgress
        );
        database.Execute("UPDATE records SET owner = NULL WHERE owner = ?", owner);
    }

    /// <summary>Waiting requests are deleted; requests in flight count as if they arrived at the latest possible time.</summary>
    private void RecoverRequests(string owner, long now)
    {
        database.Execute("DELETE FROM requests WHERE owner = ? AND state = 0", owner);
        database.Execute(
            "UPDATE requests SET state = 2, ends = min(began + ?, ?) + ? WHERE owner = ? AND state = 1",
            MaxRequest,
            now,
            MaxWay + Microseconds.From(options.Limits.Window + LedgerOptions.Margin),
            owner
        );
    }
}
