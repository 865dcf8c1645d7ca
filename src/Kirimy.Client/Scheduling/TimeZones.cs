namespace Kirimy.Client.Scheduling;

/// <summary>Finds time zones by their IANA or Windows IDs, by Indonesian abbreviations and by offsets from UTC.</summary>
internal static class TimeZones
{
    private static readonly TimeSpan MaxOffset = TimeSpan.FromHours(14);
    private static readonly string[] OffsetFormats = ["h\\:mm", "hh\\:mm", "%h", "hh"];

    /// <summary>
    /// Zones without daylight saving time, for systems that don't support their IDs (Windows PowerShell, small containers).
    /// </summary>
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

    /// <summary>The IDs that are found without the system's list of time zones.</summary>
    public static IEnumerable<string> KnownIds => Indonesian.Select(zone => zone.Id);

    /// <summary>Finds a time zone.</summary>
    /// <param name="name">The ID of a time zone; WIB, WITA or WIT; or an offset from UTC: +07:00, UTC+7.</param>
    /// <returns>Null if there is no such time zone.</returns>
    public static TimeZoneInfo? Find(string name)
    {
        var text = (name ?? throw new ArgumentNullException(nameof(name))).Trim();
        foreach (var (id, hours) in Indonesian)
        {
            if (string.Equals(id, text, StringComparison.OrdinalIgnoreCase))
            {
                return Fixed(id, TimeSpan.FromHours(hours));
            }
        }

        if (ReadOffset(text) is { } offset)
        {
            return Fixed(text, offset);
        }

        try
        {
            return text.Length == 0 ? null : TimeZoneInfo.FindSystemTimeZoneById(text);
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

    private static TimeZoneInfo Fixed(string id, TimeSpan offset) => TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id);

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
            || offset > MaxOffset
        )
        {
            return null;
        }

        return rest[0] == '-' ? -offset : offset;
    }
}
