using System.Globalization;
using System.Text;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The records of a ledger's file.</summary>
internal sealed class SqliteDeliveryLog : IDeliveryLog
{
    /// <summary>How many rows are read, and deleted, in one go: between two of them the file is nobody's.</summary>
    private const int Page = 500;

    private readonly SqliteFile file;
    private readonly LedgerOptions options;
    private readonly RecordTable records;
    private readonly ClaimTable claims;
    private readonly DayTable days;
    private readonly SlotTable slots;
    private readonly Recovery recovery;

    private SqliteDeliveryLog(SqliteFile file, LedgerOptions options)
    {
        this.file = file;
        this.options = options;
        records = new RecordTable(file, options.Time);
        claims = new ClaimTable(file);
        days = new DayTable(file);
        slots = new SlotTable(file, options.Limits);
        recovery = new Recovery(file, options, days, slots, new KeyClock(file, slots, new AlertTable(file, options.Time)));
    }

    private long Now => Microseconds.From(options.Time.GetUtcNow());

    /// <summary>Opens the log of a ledger that is there.</summary>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_NEWER.</exception>
    public static SqliteDeliveryLog Open(string path, LedgerOptions options)
    {
        var opened = SqliteFile.Open(path, options.Timeout);
        try
        {
            // What is deleted is gone from the disk, too: it names people.
            opened.Execute("PRAGMA secure_delete = ON");
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
        return Select(filter, "count(*)", "AND c.record_id IS NULL").Number()!.Value;
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
            some = file.Write(() => DeletePage(filter));
            deleted += some;
        } while (some == Page);

        return deleted;
    }

    /// <inheritdoc/>
    public DeliveryRecord? Settle(string id, DeliveryStatus status)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        Recover();
        return file.Write(() =>
        {
            if (claims.Find(number) is null)
            {
                records.Settle(number, status, Now);
            }

            return records.Get(number);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> KeysOfBatch(string batchId, Uri service)
    {
        Recover();
        var keys = new List<string>();
        using var row = file.Query(
                $"""
                SELECT DISTINCT k.fingerprint {RecordTable.Source} WHERE r.batch_id = ? AND k.service = ?
                    AND {RecordTable.Status} IN (?, ?, ?) ORDER BY k.fingerprint
                """
            )
            .Bind(batchId)
            .Bind(service.AbsoluteUri)
            .Bind((long)DeliveryStatus.Sent)
            .Bind((long)DeliveryStatus.Unknown)
            .Bind((long)DeliveryStatus.InProgress);
        while (row.Read())
        {
            keys.Add(row.GetText(0)!);
        }

        return keys;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Quota> Quotas(RateLimits limits)
    {
        Recover();
        return new QuotaTable(file, limits, options.Time).Read(Now);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>What processes left that are gone is nothing that anybody is at.</summary>
    private void Recover()
    {
        if (claims.HoldersBesides(string.Empty).Count > 0)
        {
            file.Write(() =>
            {
                days.Forget();
                slots.Forget();
                return recovery.Run(string.Empty, Now);
            });
        }
    }

    private int DeletePage(DeliveryFilter filter)
    {
        var ids = new List<long>(Page);
        using (var row = Select(filter, "r.id", "AND c.record_id IS NULL LIMIT ?", Page))
        {
            while (row.Read())
            {
                ids.Add(row.GetLong(0));
            }
        }

        foreach (var id in ids)
        {
            file.Query("DELETE FROM records WHERE id = ?").Bind(id).Run();
        }

        return ids.Count;
    }

    /// <summary>A statement over the records that a filter finds.</summary>
    private SqliteStatement Select(DeliveryFilter filter, string columns, string rest, params long[] values)
    {
        var sql = new StringBuilder($"SELECT {columns} {RecordTable.Source} WHERE 1");
        sql.Append(filter.BatchId is null ? string.Empty : " AND r.batch_id = ?");
        sql.Append(filter.Since is null ? string.Empty : " AND r.changed >= ?");
        sql.Append(filter.Before is null ? string.Empty : " AND r.changed < ?");
        sql.Append(In(RecordTable.Status, filter.Statuses.Count));
        sql.Append(In("r.receive", filter.Receive.Count));
        var statement = file.Query(sql.Append(' ').Append(rest).ToString());
        if (filter.BatchId is { } batch)
        {
            statement.Bind(batch);
        }

        foreach (var moment in new[] { filter.Since, filter.Before }.OfType<DateTimeOffset>())
        {
            statement.Bind(Microseconds.From(moment));
        }

        foreach (var status in filter.Statuses)
        {
            statement.Bind((long)status);
        }

        foreach (var receive in filter.Receive)
        {
            statement.Bind(receive);
        }

        foreach (var value in values)
        {
            statement.Bind(value);
        }

        return statement;
    }

    private static string In(string column, int count) =>
        count == 0 ? string.Empty : $" AND {column} IN ({string.Join(", ", Enumerable.Repeat("?", count))})";
}
