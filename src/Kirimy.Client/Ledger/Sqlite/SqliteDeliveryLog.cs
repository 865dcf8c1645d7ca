using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The records of a ledger's file.</summary>
internal sealed class SqliteDeliveryLog : IDeliveryLog
{
    /// <summary>The number of rows that are read or deleted in one transaction; the file isn't locked between two transactions.</summary>
    private const int Page = 500;

    private readonly SqliteDatabase database;
    private readonly LedgerOptions options;
    private readonly RecordTable records;
    private readonly BatchTable batches;
    private readonly Recovery recovery;

    private SqliteDeliveryLog(SqliteDatabase database, LedgerOptions options)
    {
        this.database = database;
        this.options = options;
        records = new RecordTable(database, options.Time);
        batches = new BatchTable(database);
        recovery = new Recovery(database, options);
    }

    private long Now => Microseconds.From(options.Time.GetUtcNow());

    /// <summary>Opens the log of an existing ledger.</summary>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</exception>
    public static SqliteDeliveryLog Open(string path, LedgerOptions options)
    {
        var opened = SqliteDatabase.Open(path, options.Timeout);
        try
        {
            // Deleted records are also erased from the disk, because they contain personal data.
            opened.Run("PRAGMA secure_delete = ON");
            return new SqliteDeliveryLog(opened, options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        Recover();
        var (changed, id) = (long.MaxValue, long.MaxValue);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = new List<DeliveryRecord>(Page);
            using (
                var row = Select(
                    filter,
                    RecordTable.Columns,
                    "AND (r.changed, r.id) < (?, ?) ORDER BY r.changed DESC, r.id DESC LIMIT ?",
                    changed,
                    id,
                    Page
                )
            )
            {
                while (row.Read())
                {
                    (id, changed) = (row.GetLong(0), row.GetLong(1));
                    page.Add(records.Read(row));
                }
            }

            foreach (var record in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public long Count(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        Recover();
        cancellationToken.ThrowIfCancellationRequested();
        using var row = Select(filter, "count(*)", "AND r.owner IS NULL");
        row.Read();
        return row.GetLong(0);
    }

    /// <inheritdoc/>
    public long Clear(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        Recover();
        var deleted = 0L;
        int some;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            some = database.Write(() => DeletePage(filter));
            deleted += some;
        } while (some == Page);

        database.Write(() =>
        {
            batches.Prune();
            return true;
        });

        return deleted;
    }

    /// <inheritdoc/>
    public DeliveryRecord? Resolve(string id, DeliveryStatus status)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        Recover();
        return database.Write(() =>
        {
            records.Resolve(number, status, Now);
            return records.Get(number);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> KeysOfBatch(string batchId, Uri service)
    {
        Recover();
        var keys = new List<string>();
        using var row = database.Query(
            $"""
            SELECT DISTINCT k.fingerprint {RecordTable.Source} WHERE r.batch_id = ? AND k.service = ?
                AND {RecordTable.Status} IN (?, ?, ?) ORDER BY k.fingerprint
            """,
            batchId,
            service.AbsoluteUri,
            (long)DeliveryStatus.Sent,
            (long)DeliveryStatus.Unknown,
            (long)DeliveryStatus.InProgress
        );
        while (row.Read())
        {
            keys.Add(row.GetText(0)!);
        }

        return keys;
    }

    /// <inheritdoc/>
    public IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits)
    {
        Recover();
        return batches.Read(isWanted, limits.DailyReset.EndOfDay(options.Time.GetUtcNow()).ToLocalTime(), options.Time);
    }

    /// <inheritdoc/>
    public int? MoveBatch(string batchId, string fromKey, LedgerScope newKey)
    {
        Recover();
        var keys = new KeyTable(database);
        if (keys.Find(newKey with { Fingerprint = fromKey }) is not { } from || fromKey == newKey.Fingerprint)
        {
            return 0;
        }

        var own = keys.IdOf(newKey);
        return database.Write(() => batches.MoveBatch(batchId, from, own));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Quota> Quotas(RateLimits limits)
    {
        Recover();
        return new QuotaTable(database, limits, options.Time).Read(Now);
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    /// <summary>Recovers the records of dead processes, so that none is shown as in progress.</summary>
    private void Recover()
    {
        if (recovery.OwnersBesides(string.Empty).Count > 0)
        {
            database.Write(() => recovery.Run(string.Empty, Now));
        }
    }

    private int DeletePage(DeliveryFilter filter)
    {
        var ids = new List<long>(Page);
        using (var row = Select(filter, "r.id", "AND r.owner IS NULL LIMIT ?", Page))
        {
            while (row.Read())
            {
                ids.Add(row.GetLong(0));
            }
        }

        foreach (var id in ids)
        {
            database.Execute("DELETE FROM records WHERE id = ?", id);
        }

        return ids.Count;
    }

    /// <summary>A statement for the records that match a filter.</summary>
    private SqliteRow Select(DeliveryFilter filter, string columns, string rest, params long[] values)
    {
        var sql = new StringBuilder($"SELECT {columns} {RecordTable.Source} WHERE 1");
        sql.Append(filter.BatchId is null ? string.Empty : " AND r.batch_id = ?");
        sql.Append(filter.Since is null ? string.Empty : " AND r.changed >= ?");
        sql.Append(filter.Before is null ? string.Empty : " AND r.changed < ?");
        sql.Append(In(RecordTable.Status, filter.Statuses.Count));
        sql.Append(In("r.receive", filter.Recipient.Count));
        List<object?> parameters = [];
        parameters.AddRange(new object?[] { filter.BatchId }.Where(static batch => batch is not null));
        parameters.AddRange(
            new[] { filter.Since, filter.Before }.OfType<DateTimeOffset>().Select(moment => (object?)Microseconds.From(moment))
        );
        parameters.AddRange(filter.Statuses.Select(status => (object?)(long)status));
        parameters.AddRange(filter.Recipient);
        parameters.AddRange(values.Select(value => (object?)value));
        return database.Query(sql.Append(' ').Append(rest).ToString(), [.. parameters]);
    }

    private static string In(string column, int count) =>
        count == 0 ? string.Empty : $" AND {column} IN ({string.Join(", ", Enumerable.Repeat("?", count))})";
}
