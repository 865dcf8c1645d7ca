using System.Globalization;
using Kirimy.Client.Scheduling;

namespace Kirimy.Client.Tests.Scheduling;

public sealed class SendingHoursTests
{
    [Theory]
    [InlineData("08:00-20:00", "08:00-20:00")]
    [InlineData(" 8 - 17 ", "08:00-17:00")]
    [InlineData("22.30\u201306.15", "22:30-06:15")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("18:00-0:00", "18:00-24:00")]
    public void Sending_hours_are_read_in_any_usual_spelling(string text, string range) =>
        Assert.Equal(range, SendingHours.ReadRange(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("08:00")]
    [InlineData("08:00-08:00")]
    [InlineData("24:00-06:00")]
    [InlineData("08:00-25:00")]
    [InlineData("08:60-09:00")]
    [InlineData("8am-5pm")]
    [InlineData("08:00-12:00-13:00")]
    [InlineData("-08:00")]
    public void Text_that_is_not_a_range_is_refused(string text) => Assert.Null(SendingHours.ReadRange(text));

    [Theory]
    // 17 August 2026 is a Monday.
    [InlineData("08:00-20:00", "2026-08-17T07:59:59", "2026-08-17T08:00:00")]
    [InlineData("08:00-20:00", "2026-08-17T08:00:00", "2026-08-17T08:00:00")]
    [InlineData("08:00-20:00", "2026-08-17T19:59:59", "2026-08-17T19:59:59")]
    [InlineData("08:00-20:00", "2026-08-17T20:00:00", "2026-08-18T08:00:00")]
    [InlineData("09:00-12:00,13:00-17:00", "2026-08-17T12:00:00", "2026-08-17T13:00:00")]
    [InlineData("13:00-17:00,09:00-12:00", "2026-08-17T17:00:00", "2026-08-18T09:00:00")]
    [InlineData("22:00-06:00", "2026-08-17T21:00:00", "2026-08-17T22:00:00")]
    [InlineData("22:00-06:00", "2026-08-18T00:00:00", "2026-08-18T00:00:00")]
    [InlineData("22:00-06:00", "2026-08-18T06:00:00", "2026-08-18T22:00:00")]
    public void A_request_waits_for_the_next_time_range(string ranges, string moment, string opens) =>
        Assert.Equal(At(opens), Hours(ranges).NextOpening(At(moment)));

    [Theory]
    [InlineData("08:00-20:00", "2026-08-21T20:00:00", "2026-08-24T08:00:00")]
    // A range over midnight belongs to the day on which it begins.
    [InlineData("22:00-06:00", "2026-08-22T05:59:00", "2026-08-22T05:59:00")]
    [InlineData("22:00-06:00", "2026-08-22T06:00:00", "2026-08-25T22:00:00")]
    [InlineData("", "2026-08-21T12:00:00", "2026-08-21T12:00:00")]
    [InlineData("", "2026-08-22T00:00:00", "2026-08-24T00:00:00")]
    public void Messages_wait_on_excluded_weekdays_and_holidays(string ranges, string moment, string opens)
    {
        var hours = Hours(ranges) with
        {
            Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            Holidays = ranges.StartsWith("22", StringComparison.Ordinal) ? [new DateTime(2026, 8, 24)] : [],
        };
        Assert.Equal(At(opens), hours.NextOpening(At(moment)));
    }

    [Fact]
    public void Holidays_on_the_only_weekday_are_skipped()
    {
        var hours = Hours("08:00-20:00") with
        {
            Weekdays = [DayOfWeek.Monday],
            Holidays = [.. Enumerable.Range(0, 60).Select(week => new DateTime(2026, 8, 17).AddDays(7 * week))],
        };
        Assert.Equal(new DateTime(2026, 8, 17).AddDays(7 * 60), hours.NextOpening(At("2026-08-17T08:00:00")).Date);
    }

    [Theory]
    // Berlin's clocks skip 2:00 to 3:00 on 29 March 2026 at 1:00 UTC, and show it twice on 25 October until 1:00 UTC.
    [InlineData("02:30-06:00", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("02:15-02:45", "2026-03-29T00:00:00Z", "2026-03-30T00:15:00Z")]
    [InlineData("02:30-06:00", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("22:00-02:30", "2026-10-25T00:29:00Z", "2026-10-25T00:29:00Z")]
    [InlineData("22:00-02:30", "2026-10-25T01:29:00Z", "2026-10-25T01:29:00Z")]
    [InlineData("22:00-02:30", "2026-10-25T01:30:00Z", "2026-10-25T21:00:00Z")]
    public void Hours_follow_the_wall_clock_when_daylight_saving_time_begins_and_ends(string ranges, string moment, string opens)
    {
        var hours = Hours(ranges) with { Zone = TimeZones.Find("Europe/Berlin")! };
        Assert.Equal(Parse(opens), hours.NextOpening(Parse(moment)));
    }

    [Theory]
    [InlineData("Asia/Jakarta", 7)]
    [InlineData("wita", 8)]
    [InlineData("UTC-3", -3)]
    [InlineData("Asia/Tokyo", 9)]
    [InlineData("Tokyo Standard Time", 9)]
    public void A_time_zone_is_found_by_its_IANA_or_Windows_ID(string id, int offset) =>
        Assert.Equal(TimeSpan.FromHours(offset), TimeZones.Find(id)?.GetUtcOffset(DateTimeOffset.UnixEpoch));

    private static SendingHours Hours(string ranges) =>
        new()
        {
            Zone = TimeZones.Find("WIB")!,
            Ranges = [.. ranges.Split(',').Where(static range => range.Length > 0).Select(static range => SendingHours.ReadRange(range)!)],
        };

    private static DateTimeOffset At(string clock) => Parse(clock + "+07:00");

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
