using System.Globalization;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>Times as the scripts have them: whole microseconds, since 1970 where they are moments.</summary>
internal static class RedisTime
{
    private const long TicksPerMicrosecond = 10;
    private static readonly DateTimeOffset Epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long Write(TimeSpan span) => span.Ticks / TicksPerMicrosecond;

    public static long Write(DateTimeOffset moment) => Write(moment - Epoch);

    public static DateTimeOffset Read(string moment) => Epoch + Span(moment);

    /// <summary>A span, as the scripts tell it.</summary>
    public static TimeSpan Span(string microseconds) =>
        TimeSpan.FromTicks(long.Parse(microseconds, CultureInfo.InvariantCulture) * TicksPerMicrosecond);
}
