using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The file's unit of time: microseconds of UTC since 1970.</summary>
internal static class Microseconds
{
    private const long TicksEach = TimeSpan.TicksPerMillisecond / 1000;

    private static readonly DateTimeOffset Epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long From(DateTimeOffset time) => (time - Epoch).Ticks / TicksEach;

    public static long From(TimeSpan time) => time.Ticks / TicksEach;

    public static TimeSpan ToTimeSpan(long microseconds) => TimeSpan.FromTicks(microseconds * TicksEach);

    /// <summary>A moment, as the clock's own time zone tells it.</summary>
    public static DateTimeOffset ToLocalTime(long microseconds, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(ToMoment(microseconds), time.LocalTimeZone);

    /// <summary>The day that a moment counts to, in days since 1970.</summary>
    public static long Day(long microseconds, DailyReset turn) => (turn.DateOf(ToMoment(microseconds)) - Epoch.DateTime).Days;

    /// <summary>When the day ends that a moment counts to.</summary>
    public static long EndOfDay(long microseconds, DailyReset turn) => From(turn.EndOfDay(ToMoment(microseconds)));

    /// <summary>A day's date.</summary>
    public static DateTime ToDate(long day) => Epoch.DateTime.AddDays(day);

    private static DateTimeOffset ToMoment(long microseconds) => Epoch.AddTicks(microseconds * TicksEach);
}
