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
        TimeZoneInfo.ConvertTime(Epoch.AddTicks(microseconds * TicksEach), time.LocalTimeZone);

    /// <summary>The day that a moment belongs to, in days since 1970.</summary>
    public static long Day(long microseconds, TimeSpan offset) => (long)Math.Floor((ToTimeSpan(microseconds) + offset).TotalDays);

    /// <summary>When a day begins.</summary>
    public static long Start(long day, TimeSpan offset) => From(TimeSpan.FromDays(day) - offset);
}
