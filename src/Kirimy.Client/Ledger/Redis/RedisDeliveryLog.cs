using Kirimy.Client.RateLimiting;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The records of all API keys in one Redis database.</summary>
internal sealed class RedisDeliveryLog(RedisAddress address, LedgerOptions options, LocalMarks marks) : IDeliveryLog
{
    private const int PageSize = 200;

    private static readonly RedisValue Lease = RedisLedgerStore.LeaseLength;
    private static readonly RedisValue Keep = (long)RedisLedgerStore.Keep.TotalMilliseconds;

    private readonly RedisConnection connection = new(address, options);

    /// <inheritdoc/>
    public IEnumerable<DeliveryRecord> Read(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        var streams = new List<IEnumerator<Found>>();
        try
        {
            foreach (var scope in Scopes(cancellationToken))
            {
                var stream = Find(scope, filter, cancellationToken).GetEnumerator();
                streams.Add(stream);
                if (!stream.MoveNext())
                {
                    streams.Remove(stream);
                }
            }

            while (streams.Count > 0)
            {
                var newest = streams.Aggregate(static (a, b) => a.Current.Record.Timestamp >= b.Current.Record.Timestamp ? a : b);
                yield return newest.Current.Record;
                if (!newest.MoveNext())
                {
                    streams.Remove(newest);
                }
            }
        }
        finally
        {
            foreach (var stream in streams)
            {
                stream.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public long Count(DeliveryFilter filter, CancellationToken cancellationToken) =>
        Scopes(cancellationToken).Sum(scope => Find(scope, filter, cancellationToken).LongCount(static found => found.CanBeCleared));

    /// <inheritdoc/>
    public long Clear(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        foreach (var scope in Scopes(cancellationToken))
        {
            var some = new List<RedisValue>();
            foreach (var found in Find(scope, filter, cancellationToken).Where(static found => found.CanBeCleared))
            {
                some.Add(found.Name);
                some.Add(found.Changed);
                if (some.Count == PageSize * 2)
                {
                    deleted += Delete(scope, some, cancellationToken);
                    some.Clear();
                }
            }

            deleted += Delete(scope, some, cancellationToken);
        }

        return deleted;
    }

    /// <inheritdoc/>
    public DeliveryRecord? Resolve(string id, DeliveryStatus status)
    {
        if (RedisKeys.SplitId(id) is not var (scope, record) || !Scopes(CancellationToken.None).Contains(scope, StringComparer.Ordinal))
        {
            return null;
        }

        var reply = Run(
            RedisScript.Resolve,
            scope,
            [string.Empty, Lease, string.Empty, record, status.ToString(), Keep],
            CancellationToken.None
        );
        return Found.Read(scope, reply)?.Record;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> KeysOfBatch(string batchId, Uri service)
    {
        var filter = new DeliveryFilter
        {
            BatchId = batchId,
            Statuses = [DeliveryStatus.Sent, DeliveryStatus.Unknown, DeliveryStatus.InProgress],
        };
        return
        [
            .. Scopes(CancellationToken.None)
                .Where(scope => scope == RedisKeys.ScopeOf(RedisKeys.FingerprintOf(scope), service))
                .Where(scope => Find(scope, filter, CancellationToken.None).Any())
                .Select(RedisKeys.FingerprintOf)
                .OrderBy(static key => key, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public IEnumerable<Batch> Batches(Func<string, bool> isWanted, RateLimits limits)
    {
        var batches = new RedisBatches(connection);
        var reset = limits.DailyReset.EndOfDay(options.Time.GetUtcNow()).ToLocalTime();
        return Scopes(CancellationToken.None)
            .SelectMany(batches.Read)
            .Where(batch => isWanted(batch.Name))
            .OrderByDescending(static batch => batch.Last)
            .Select(batch =>
                batches
                    .Count(batch)
                    .ToBatch(
                        batch.Name,
                        RedisKeys.FingerprintOf(batch.Scope),
                        Microseconds.ToMoment(batch.First).ToLocalTime(),
                        Microseconds.ToMoment(batch.Last).ToLocalTime(),
                        batch.Total,
                        reset
                    )
            );
    }

    /// <inheritdoc/>
    public int? MoveBatch(string batchId, string fromKey, LedgerScope newKey)
    {
        var batches = new RedisBatches(connection);
        var (scope, own) = (RedisKeys.ScopeOf(fromKey, newKey.Service), RedisKeys.ScopeOf(newKey.Fingerprint, newKey.Service));
        if (scope == own || batches.Read(scope).Find(batch => batch.Name == batchId) is not { } batch)
        {
            return 0;
        }

        var all = new DeliveryFilter { BatchId = batchId };
        if (Find(scope, all with { Statuses = [DeliveryStatus.InProgress] }, CancellationToken.None).Any())
        {
            return null;
        }

        connection.AddScopeAsync(own, CancellationToken.None).ConfigureAwait(false).GetAwaiter().GetResult();
        var count = 0;
        foreach (var page in Pages(Find(scope, all, CancellationToken.None)))
        {
            // The record is added for the new key before it is deleted for the old one, so neither key sends the message in between.
            batches.Import(own, batch, page.SelectMany(static found => found.Import()));
            Delete(scope, [.. page.SelectMany(static found => new RedisValue[] { found.Name, found.Changed })], CancellationToken.None);
            count += page.Count;
        }

        return count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Quota> Quotas(RateLimits limits) =>
        [
            .. Scopes(CancellationToken.None)
                .SelectMany(scope =>
                {
                    var reply = Run(
                        RedisScript.Quota,
                        scope,
                        [
                            string.Empty,
                            Lease,
                            string.Empty,
                            limits.Requests,
                            Microseconds.From(limits.DailyReset.OffsetAt(options.Time.GetUtcNow())),
                        ],
                        CancellationToken.None
                    );
                    return Quotas(scope, limits, reply);
                }),
        ];

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static IEnumerable<Quota> Quotas(string scope, RateLimits limits, RedisResult[] reply)
    {
        var now = Microseconds.ToMoment(Microseconds.Parse((string)reply[0]!));
        var next = Microseconds.ToMoment(Microseconds.Parse((string)reply[2]!));
        var sent = RedisRecord.Pairs(reply[3]);
        var closed = RedisRecord.Pairs(reply[4]);
        var sessions = sent
            .Keys.Union(closed.Keys, StringComparer.Ordinal)
            .OrderBy(static session => session, StringComparer.Ordinal)
            .Select(session => (Session: (string?)session, Sent: Number(sent, session), Closed: Number(closed, session)))
            .DefaultIfEmpty();
        return sessions.Select(session => new Quota
        {
            KeyFingerprint = RedisKeys.FingerprintOf(scope),
            SessionId = session.Session,
            RequestsInWindow = int.Parse((string)reply[1]!, CultureInfo.InvariantCulture),
            RequestLimit = limits.Requests,
            NextRequest = next > now ? next.ToLocalTime() : null,
            SentToday = session.Sent,
            RemainingToday = session.Closed >= limits.MessagesPerDay ? 0 : Math.Max(0, limits.MessagesPerDay - session.Sent),
            ResetsAt = limits.DailyReset.EndOfDay(now).ToLocalTime(),
        });

        static int Number(Dictionary<string, string> counts, string session) =>
            counts.TryGetValue(session, out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>
    /// The records of a scope that a filter is for, newest first. A record that changes meanwhile becomes newer than the current position.
    /// </summary>
    private IEnumerable<Found> Find(string scope, DeliveryFilter filter, CancellationToken cancellationToken)
    {
        RedisValue index = filter.BatchId is { } batch ? ":batch:" + RedisKeys.BatchOf(batch) : ":log";
        RedisValue oldest = filter.Since is { } since ? Microseconds.From(since) : "-inf";
        RedisValue newest = filter.Before is { } before ? "(" + Microseconds.From(before).ToString(CultureInfo.InvariantCulture) : "+inf";
        while (true)
        {
            var page = Run(
                RedisScript.Page,
                scope,
                [string.Empty, Lease, string.Empty, index, newest, oldest, PageSize],
                cancellationToken
            );
            foreach (var item in page)
            {
                if (Found.Read(scope, (RedisResult[])item!) is { } found && IsFor(filter, found.Record))
                {
                    yield return found;
                }
            }

            if (page.Length < PageSize)
            {
                yield break;
            }

            newest = "(" + (string)((RedisResult[])page[page.Length - 1]!)[2]!;
        }
    }

    private static IEnumerable<List<Found>> Pages(IEnumerable<Found> records)
    {
        var page = new List<Found>(PageSize);
        foreach (var record in records)
        {
            page.Add(record);
            if (page.Count == PageSize)
            {
                yield return page;
                page = new List<Found>(PageSize);
            }
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    private static bool IsFor(DeliveryFilter filter, DeliveryRecord record) =>
        (filter.Statuses.Count == 0 || filter.Statuses.Contains(record.Status))
        && (filter.Recipient.Count == 0 || filter.Recipient.Contains(record.Recipient))
        && (filter.BatchId is null || filter.BatchId == record.BatchId);

    private long Delete(string scope, List<RedisValue> some, CancellationToken cancellationToken)
    {
        if (some.Count == 0)
        {
            return 0;
        }

        var reply = Run(RedisScript.Clear, scope, [string.Empty, Lease, string.Empty, .. some], cancellationToken);
        return long.Parse((string)reply[0]!, CultureInfo.InvariantCulture);
    }

    private IReadOnlyList<string> Scopes(CancellationToken cancellationToken)
    {
        return ReadAsync().ConfigureAwait(false).GetAwaiter().GetResult();

        async Task<IReadOnlyList<string>> ReadAsync()
        {
            var scopes = await connection.ReadScopesAsync(cancellationToken).ConfigureAwait(false);
            foreach (var scope in scopes)
            {
                await marks.RecoverAsync(connection, scope, cancellationToken).ConfigureAwait(false);
            }

            return scopes;
        }
    }

    private RedisResult[] Run(string script, string scope, RedisValue[] arguments, CancellationToken cancellationToken) =>
        (RedisResult[])connection.RunAsync(script, scope, arguments, cancellationToken).ConfigureAwait(false).GetAwaiter().GetResult()!;

    /// <summary>A record, and the keys for deleting it.</summary>
    private sealed record Found(string Name, string Changed, DeliveryRecord Record, IReadOnlyDictionary<string, string> Fields)
    {
        /// <summary>The fields that only the sending process can set.</summary>
        private static readonly string[] OfOwner = ["owner", "op", "doubt", "status"];

        public bool CanBeCleared => Record.Status != DeliveryStatus.InProgress;

        /// <summary>The record in the form for the scope of another API key.</summary>
        public IEnumerable<RedisValue> Import()
        {
            var status = Record.Status.ToString();
            var kept = Fields.Where(static field => !OfOwner.Contains(field.Key)).ToList();
            return
            [
                Name,
                status,
                Changed,
                2 * kept.Count + 2,
                "status",
                status,
                .. kept.SelectMany(static field => new RedisValue[] { field.Key, field.Value }),
            ];
        }

        public static Found? Read(string scope, RedisResult[] item)
        {
            var name = (string)item[0]!;
            var fields = RedisRecord.Pairs(item[3]);
            return RedisRecord.Read(scope, name, (string?)item[1] == "1", item[3]) is { } record
                ? new Found(name, fields["changed"], record, fields)
                : null;
        }
    }
}
