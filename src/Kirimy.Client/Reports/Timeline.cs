namespace Kirimy.Client.Reports;

/// <summary>
/// How messages ended over time, in at most <see cref="MostBuckets"/> spans of one length. The spans begin with seconds and grow as the time
/// that is to be shown does, so that what is kept stays small and nothing has to be known beforehand.
/// </summary>
/// <param name="zone">The zone whose days and hours the spans keep to.</param>
internal sealed class Timeline(TimeZoneInfo zone)
{
    /// <summary>How many spans there are at most.</summary>
    public const int MostBuckets = 60;

    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Each is a multiple of the one before, so that spans are joined whole: seconds, minutes, hours, days, weeks.</summary>
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
        // What a wrong clock may need: all the time there is.
        3640 * Day,
        36_400 * Day,
        364_000 * Day,
    ];

    private Dictionary<long, long[]> buckets = [];
    private int step;
    private long first;
    private long last = -1;

    /// <summary>How long a span is.</summary>
    public TimeSpan Width => TimeSpan.FromSeconds(Widths[step]);

    /// <summary>How many spans there are, from the first with a message to the last.</summary>
    public int Count => (int)(last - first + 1);

    /// <summary>How many spans have a message.</summary>
    public int Bars => buckets.Count;

    /// <summary>When a span begins, by the clocks of the zone.</summary>
    /// <param name="index">From 0; those before the first and behind the last are empty.</param>
    public DateTime Start(int index) =>
        new(Math.Min(Math.Max((first + index) * Width.Ticks, 0), DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);

    /// <summary>How many messages of a span ended in one way.</summary>
    public long this[int index, DeliveryStatus status] => buckets.TryGetValue(first + index, out var counts) ? counts[(int)status] : 0;

    /// <summary>How many messages a span has.</summary>
    public long Total(int index) => buckets.TryGetValue(first + index, out var counts) ? counts.Sum() : 0;

    /// <summary>Counts a message in.</summary>
    public void Add(DateTimeOffset moment, DeliveryStatus status)
    {
        var seconds = TimeZoneInfo.ConvertTime(moment, zone).DateTime.Ticks / TimeSpan.TicksPerSecond;
        var bucket = seconds / Widths[step];
        (first, last) = last < 0 ? (bucket, bucket) : (Math.Min(first, bucket), Math.Max(last, bucket));
        while (last - first >= MostBuckets)
        {
            Join();
        }

        bucket = seconds / Widths[step];
        if (!buckets.TryGetValue(bucket, out var counts))
        {
            buckets[bucket] = counts = new long[ReportSummary.Statuses.Count];
        }

        counts[(int)status]++;
    }

    private void Join()
    {
        var factor = Widths[step + 1] / Widths[step];
        step++;
        (first, last) = (first / factor, last / factor);
        var joined = new Dictionary<long, long[]>();
        foreach (var bucket in buckets)
        {
            if (joined.TryGetValue(bucket.Key / factor, out var counts))
            {
                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] += bucket.Value[i];
                }
            }
            else
            {
                joined[bucket.Key / factor] = bucket.Value;
            }
        }

        buckets = joined;
    }
}
