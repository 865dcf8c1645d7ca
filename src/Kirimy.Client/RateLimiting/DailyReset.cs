using Kirimy.Client.Scheduling;

namespace Kirimy.Client.RateLimiting;

/// <summary>When the daily limit resets: the time of day at which a session can send messages again.</summary>
/// <remarks>The service doesn't document it; Kirimy is Indonesian, so Asia/Jakarta's calendar day is the default.</remarks>
internal sealed class DailyReset
{
    private readonly TimeZoneInfo zone;
    private readonly TimeSpan start;

    private DailyReset(TimeZoneInfo zone, TimeSpan start)
    {
        this.zone = zone;
        this.start = start;
    }

    /// <summary>The default time zone.</summary>
    public const string DefaultTimeZone = "Asia/Jakarta";

    /// <summary>Midnight in Jakarta.</summary>
    public static DailyReset Default { get; } = Find(DefaultTimeZone, TimeSpan.Zero)!;

    /// <summary>The reset at a time of day in a time zone.</summary>
    /// <param name="timeZone">An ID that <see cref="TimeZones.Find"/> accepts.</param>
    /// <param name="start">The time of day; from 0:00 to less than 24:00.</param>
    /// <returns>Null if there is no such time zone.</returns>
    public static DailyReset? Find(string timeZone, TimeSpan start)
    {
        _ = timeZone ?? throw new ArgumentNullException(nameof(timeZone));
        if (start < TimeSpan.Zero || start >= TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        return TimeZones.Find(timeZone) is { } zone ? new DailyReset(zone, start) : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        start == TimeSpan.Zero ? zone.Id : $"{zone.Id}, {start.ToString("hh\\:mm", CultureInfo.InvariantCulture)}";

    /// <summary>The reset at an offset from UTC, which may be of any length.</summary>
    internal static DailyReset AtOffset(TimeSpan offset) => new(TimeZoneInfo.Utc, -offset);

    /// <summary>The offset to add to a UTC time to get the date of the day that it counts for.</summary>
    internal TimeSpan OffsetAt(DateTimeOffset moment) => zone.GetUtcOffset(moment) - start;

    /// <summary>The date of the day that a time belongs to.</summary>
    internal DateTime DateOf(DateTimeOffset moment) => (moment + OffsetAt(moment)).UtcDateTime.Date;

    /// <summary>The end of the day that a time belongs to, in UTC.</summary>
    internal DateTimeOffset EndOfDay(DateTimeOffset moment)
    {
        var end = DateTime.SpecifyKind(DateOf(moment).AddDays(1) + start, DateTimeKind.Unspecified);
        return new DateTimeOffset(end - zone.GetUtcOffset(end), TimeSpan.Zero);
    }
}
