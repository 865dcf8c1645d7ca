using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The batches of each API key in Redis.</summary>
internal sealed class RedisBatches(RedisConnection connection)
{
    /// <summary>The number of records that one script counts; other clients wait for a few milliseconds.</summary>
    private const int PageSize = 2000;

    private static readonly RedisValue[] Nobody = [string.Empty, RedisLedgerStore.LeaseLength, string.Empty];

    /// <summary>The batches of a scope.</summary>
    public List<Found> Read(string scope) =>
        [
            .. ((RedisResult[])Run(RedisScript.Batches, scope, [])!)
                .Select(static item => (string[])item!)
                .Select(item => new Found(
                    scope,
                    item[0],
                    item[1],
                    Microseconds.Parse(item[2]),
                    Microseconds.Parse(item[3]),
                    item[4].Length == 0 ? null : Microseconds.Parse(item[4])
                )),
        ];

    /// <summary>Counts the records of a batch.</summary>
    public BatchCounts Count(Found batch)
    {
        var counts = new BatchCounts();
        RedisValue newest = "+inf";
        while (true)
        {
            var reply = (string[])Run(RedisScript.Count, batch.Scope, [batch.Index, newest, PageSize])!;
            for (var i = 2; i < reply.Length; i += 2)
            {
                if (Enum.TryParse<DeliveryStatus>(reply[i], out var status))
                {
                    counts[status] += long.Parse(reply[i + 1], CultureInfo.InvariantCulture);
                }
            }

            if (int.Parse(reply[0], CultureInfo.InvariantCulture) < PageSize)
            {
                return counts;
            }

            newest = "(" + reply[1];
        }
    }

    /// <summary>Adds records of a batch that belonged to another key.</summary>
    /// <param name="scope">The scope of the new key.</param>
    /// <param name="batch">The batch as the other key had it.</param>
    /// <param name="records">The records, as the script takes them.</param>
    public void Import(string scope, Found batch, IEnumerable<RedisValue> records)
    {
        RedisValue total = batch.Total is { } known ? known : string.Empty;
        var keep = (long)RedisLedgerStore.Keep.TotalMilliseconds;
        Run(RedisScript.Import, scope, [batch.Name, batch.Index, batch.First, batch.Last, total, keep, .. records]);
    }

    private RedisResult Run(string script, string scope, IEnumerable<RedisValue> arguments) =>
        connection
            .RunAsync(script, scope, [.. Nobody, .. arguments], CancellationToken.None)
            .ConfigureAwait(false)
            .GetAwaiter()
            .GetResult();

    /// <summary>A batch of one key.</summary>
    internal sealed record Found(string Scope, string Index, string Name, long First, long Last, long? Total);
}
