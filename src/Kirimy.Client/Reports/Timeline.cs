namespace Kirimy.Client.Reports;

/// <summary>
/// Histogram of results over time, with at most <see cref="MaxBuckets"/> buckets of equal width. The width begins at a second and grows
/// with the time span, so memory is constant and the span needn't be known in advance.
/// </summary>
internal sealed class Timeline(TimeZoneInfo zone)
{
    public const int MaxBuckets = 60;
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Each width is a multiple of the previous one, so whole buckets are merged.</summary>
    private static readonly long[] Widths =
    [
        1,
        5,
        15,
        30,
        Minute,
        5 * Minute,
        15 * Minute,
        30 * Minute,
        Hour,
        3 * Hour,
        6 * Hour,
        12 * Hour,
        Day,
        7 * Day,
        28 * Day,
        364 * Day,
        // A wrong clock may need all of the time that .NET can represent.
        3640 * Day,
        36_400 * Day,
        364_000 * Day,
    ];

    private Dictionary<long, long[]> buckets = [];
    private int step;
    private long first;
    private long last = -1;

    public TimeSpan Width => TimeSpan.FromSeconds(Widths[step]);

    public int Count => (int)(last - first + 1);

    public int Bars => buckets.Count;

    /// <summary>In local time. Indices begin at 0; buckets outside the range are empty.</summary>
    public DateTime Start(int index) =>
        new(Math.Min(Math.Max((first + index) * Width.Ticks, 0), DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    public long this[int index, DeliveryStatus status] => buckets.TryGetValue(first + index, out var counts) ? counts[(int)status] : 0;

    public long Total(int index) => buckets.TryGetValue(first + index, out var counts) ? counts.Sum() : 0;

    public void Add(DateTimeOffset moment, DeliveryStatus status)
    {
        var seconds = TimeZoneInfo.ConvertTime(moment, zone).DateTime.Ticks / TimeSpan.TicksPerSecond;
        var bucket = seconds / Widths[step];
        (first, last) = last < 0 ? (bucket, bucket) : (Math.Min(first, bucket), Math.Max(last, bucket));
        while (last - first >= MaxBuckets)
        {
            Widen();
        }

        bucket = seconds / Widths[step];
        if (!buckets.TryGetValue(bucket, out var counts))
        {
            buckets[bucket] = counts = new long[ReportSummary.Statuses.Count];
        }

        counts[(int)status]++;
    }

    private void Widen()
    {
        var factor = Widths[step + 1] / Widths[step];
        step++;
        (first, last) = (first / factor, last / factor);
        buckets = buckets
            .GroupBy(bucket => bucket.Key / factor, bucket => bucket.Value)
            .ToDictionary(joined => joined.Key, joined => joined.Aggregate((sum, counts) => [.. sum.Zip(counts, (a, b) => a + b)]));
    }
}
