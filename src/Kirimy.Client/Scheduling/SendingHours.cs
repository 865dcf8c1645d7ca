namespace Kirimy.Client.Scheduling;

/// <summary>
/// Sending hours: the times of day, weekdays and dates at which requests may start, by the wall clock of a time zone. A range that ends
/// after midnight belongs to the day on which it begins.
/// </summary>
internal sealed record SendingHours
{
    private static readonly TimeSpan Midnight = TimeSpan.FromDays(1);
    private static readonly char[] RangeSeparators = ['-', '\u2013', '\u2014'];
    private static readonly string[] TimeFormats = ["h\\:mm", "hh\\:mm", "%h", "hh"];

    /// <summary>The time ranges; the whole day if there are none.</summary>
    public IReadOnlyList<TimeRange> Ranges { get; init; } = [];

    /// <summary>The time zone of the ranges, weekdays and dates.</summary>
    public TimeZoneInfo Zone { get; init; } = Clock.Current.LocalTimeZone;

    /// <summary>The weekdays on which messages are sent; all if there are none.</summary>
    public IReadOnlyCollection<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>The dates on which no messages are sent.</summary>
    public IReadOnlyCollection<DateTime> Holidays { get; init; } = [];

    /// <summary>Reads a range such as <c>08:00-20:00</c>, <c>22.00-06.00</c> or <c>9-17</c>.</summary>
    /// <returns>Null if it isn't a range, or begins and ends at the same time.</returns>
    public static TimeRange? ReadRange(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        var times = text.Split(RangeSeparators);
        return times.Length == 2 && ReadTime(times[0]) is { } start && ReadTime(times[1]) is { } end && start < Midnight && start != end
            ? new TimeRange(start, end == TimeSpan.Zero ? Midnight : end)
            : null;
    }

    /// <summary>Reads a date, written as yyyy-MM-dd.</summary>
    /// <returns>Null if it isn't a date.</returns>
    public static DateTime? ReadDate(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Whether a request may start at a moment.</summary>
    public bool IsOpen(DateTimeOffset moment)
    {
        var clock = TimeZoneInfo.ConvertTime(moment, Zone).DateTime;
        var (date, time) = (clock.Date, clock.TimeOfDay);
        if (Ranges.Count == 0)
        {
            return IsSendingDay(date);
        }

        return Ranges.Any(range =>
            range.EndsNextDay
                ? (time >= range.Start && IsSendingDay(date)) || (time < range.End && IsSendingDay(date.AddDays(-1)))
                : time >= range.Start && time < range.End && IsSendingDay(date)
        );
    }

    /// <summary>The moment itself if a request may start then; otherwise when the hours begin next.</summary>
    /// <remarks>In the hour that is repeated when daylight saving time ends, the hours can begin again before that.</remarks>
    public DateTimeOffset NextOpening(DateTimeOffset moment) =>
        IsOpen(moment) ? moment : Next(moment, static range => range.Start).First(IsOpen);

    /// <summary>When the hours end that a moment is in; null if they don't end.</summary>
    internal DateTimeOffset? NextClosing(DateTimeOffset moment) =>
        Ranges.Count == 0 && Weekdays.Count == 0 && Holidays.Count == 0
            ? null
            : Next(moment, static range => range.End).Cast<DateTimeOffset?>().FirstOrDefault(end => !IsOpen(end!.Value));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Ranges.DefaultIfEmpty(new TimeRange(TimeSpan.Zero, Midnight)));

    private static TimeSpan? ReadTime(string text) =>
        TimeSpan.TryParseExact(text.Trim().Replace('.', ':'), TimeFormats, CultureInfo.InvariantCulture, out var time) ? time
        : text.Trim() is "24:00" or "24.00" or "24" ? Midnight
        : null;

    private bool IsSendingDay(DateTime date) =>
        (Weekdays.Count == 0 || Weekdays.Contains(date.DayOfWeek)) && !Holidays.Any(holiday => holiday.Date == date);

    /// <summary>The moments after another one at which the clock shows an edge of a range, in their order.</summary>
    private IEnumerable<DateTimeOffset> Next(DateTimeOffset moment, Func<TimeRange, TimeSpan> edge)
    {
        // Each holiday can fall on the only weekday.
        var days = 7 * (Holidays.Count + 2);
        var first = TimeZoneInfo.ConvertTime(moment, Zone).Date.AddDays(-1);
        IReadOnlyList<TimeRange> ranges = Ranges.Count > 0 ? Ranges : [new TimeRange(TimeSpan.Zero, Midnight)];
        return Enumerable
            .Range(0, days)
            .SelectMany(day => ranges.Select(range => ToMoment(first.AddDays(day) + edge(range))).OrderBy(static edge => edge))
            .Where(edge => edge > moment);
    }

    /// <summary>When the clock first shows a time; if daylight saving time skips it, when the clock first shows a later one.</summary>
    private DateTimeOffset ToMoment(DateTime clock)
    {
        while (Zone.IsInvalidTime(clock))
        {
            clock = clock.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(clock) ? Zone.GetAmbiguousTimeOffsets(clock).Max() : Zone.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset);
    }
}
