using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>The stores' unit of time: whole microseconds. A moment is counted since 1970 in UTC.</summary>
internal static class Microseconds
{
    private const long TicksEach = TimeSpan.TicksPerMillisecond / 1000;

    private static readonly DateTimeOffset Epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long From(DateTimeOffset time) => (time - Epoch).Ticks / TicksEach;

    public static long From(TimeSpan time) => time.Ticks / TicksEach;

    public static TimeSpan ToTimeSpan(long microseconds) => TimeSpan.FromTicks(microseconds * TicksEach);

    /// <summary>Reads a number as Redis returns it.</summary>
    public static long Parse(string microseconds) => long.Parse(microseconds, CultureInfo.InvariantCulture);

    public static DateTimeOffset ToMoment(long microseconds) => Epoch.AddTicks(microseconds * TicksEach);

    /// <summary>A moment in the clock's own time zone.</summary>
    public static DateTimeOffset ToLocalTime(long microseconds, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(ToMoment(microseconds), time.LocalTimeZone);

    /// <summary>The day that a time belongs to, in days since 1970.</summary>
    public static long Day(long microseconds, DailyReset reset) => (reset.DateOf(ToMoment(microseconds)) - Epoch.DateTime).Days;

    /// <summary>The end of the day of a moment.</summary>
    public static long EndOfDay(long microseconds, DailyReset reset) => From(reset.EndOfDay(ToMoment(microseconds)));
}
