using System.Globalization;

namespace Kirimy.Client.RateLimiting;

/// <summary>When the day turns that messages are counted in.</summary>
/// <remarks>The service does not document it; Kirimy is Indonesian, so Asia/Jakarta's calendar day is the default.</remarks>
public sealed class DailyReset
{
    private static readonly TimeSpan LongestOffset = TimeSpan.FromHours(14);
    private static readonly string[] OffsetFormats = ["h\\:mm", "hh\\:mm", "%h", "hh"];

    /// <summary>Zones that know no summer time, for systems without a list of zones (Windows PowerShell, small containers).</summary>
    private static readonly (string Id, int Hours)[] Indonesian =
    [
        ("Asia/Jakarta", 7),
        ("Asia/Pontianak", 7),
        ("Asia/Makassar", 8),
        ("Asia/Jayapura", 9),
        ("WIB", 7),
        ("WITA", 8),
        ("WIT", 9),
    ];

    private readonly TimeZoneInfo? zone;
    private readonly TimeSpan fixedOffset;
    private readonly TimeSpan start;
    private readonly string name;

    private DailyReset(string name, TimeZoneInfo? zone, TimeSpan fixedOffset, TimeSpan start)
    {
        this.name = name;
        this.zone = zone;
        this.fixedOffset = fixedOffset;
        this.start = start;
    }

    /// <summary>What stands for the time zone where nothing is said.</summary>
    public const string DefaultTimeZone = "Asia/Jakarta";

    /// <summary>Midnight in Jakarta.</summary>
    public static DailyReset Default { get; } = new(DefaultTimeZone, zone: null, TimeSpan.FromHours(7), TimeSpan.Zero);

    /// <summary>The zones that can be named without looking at the system's list.</summary>
    public static IEnumerable<string> KnownTimeZones => Indonesian.Select(z => z.Id);

    /// <summary>The turn of a time zone's days.</summary>
    /// <param name="timeZone">The id of a time zone; WIB, WITA or WIT; or a distance from UTC: +07:00, UTC+7.</param>
    /// <param name="start">The time of the day at which it turns; from 0:00 to less than 24:00.</param>
    /// <returns>Null when there is no such zone.</returns>
    public static DailyReset? Find(string timeZone, TimeSpan start)
    {
        _ = timeZone ?? throw new ArgumentNullException(nameof(timeZone));
        if (start < TimeSpan.Zero || start >= TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        var text = timeZone.Trim();
        foreach (var (id, hours) in Indonesian)
        {
            if (string.Equals(id, text, StringComparison.OrdinalIgnoreCase))
            {
                return new DailyReset(id, zone: null, TimeSpan.FromHours(hours), start);
            }
        }

        if (ReadOffset(text) is { } offset)
        {
            return new DailyReset(text, zone: null, offset, start);
        }

        try
        {
            return text.Length == 0 ? null : new DailyReset(text, TimeZoneInfo.FindSystemTimeZoneById(text), fixedOffset: default, start);
        }
        catch (Exception exception)
            when (exception
                    is TimeZoneNotFoundException
                        or InvalidTimeZoneException
                        or System.Security.SecurityException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or IOException
            )
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        start == TimeSpan.Zero ? name : $"{name}, {start.ToString("hh\\:mm", CultureInfo.InvariantCulture)}";

    /// <summary>The turn at a distance from UTC, which may be of any length.</summary>
    internal static DailyReset AtOffset(TimeSpan offset) => new($"UTC{offset:c}", zone: null, offset, TimeSpan.Zero);

    /// <summary>What is added to the UTC of a moment so that its date is that of the day it counts to.</summary>
    internal TimeSpan OffsetAt(DateTimeOffset moment) => (zone?.GetUtcOffset(moment) ?? fixedOffset) - start;

    /// <summary>The date of the day that a moment counts to.</summary>
    internal DateTime DateOf(DateTimeOffset moment) => (moment + OffsetAt(moment)).UtcDateTime.Date;

    /// <summary>When the day ends that a moment counts to, in UTC.</summary>
    internal DateTimeOffset EndOfDay(DateTimeOffset moment)
    {
        var turn = DateTime.SpecifyKind(DateOf(moment).AddDays(1) + start, DateTimeKind.Unspecified);
        return new DateTimeOffset(turn - (zone?.GetUtcOffset(turn) ?? fixedOffset), TimeSpan.Zero);
    }

    private static TimeSpan? ReadOffset(string text)
    {
        var hasName =
            text.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || text.StartsWith("GMT", StringComparison.OrdinalIgnoreCase);
        var rest = hasName ? text.Substring(3).Trim() : text;
        if (rest.Length == 0)
        {
            return hasName ? TimeSpan.Zero : null;
        }

        var distance = rest.Substring(1);
        if (
            rest[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(distance, OffsetFormats, CultureInfo.InvariantCulture, out var offset)
            || offset > LongestOffset
        )
        {
            return null;
        }

        return rest[0] == '-' ? -offset : offset;
    }
}
