using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.RateLimiting;

/// <summary>Tests the day that a moment belongs to.</summary>
public sealed class DailyResetTests
{
    [Theory]
    [InlineData("Asia/Jakarta", "00:00", "2026-08-17T16:59:59Z", "2026-08-17", "2026-08-17T17:00:00Z")]
    [InlineData("Asia/Jakarta", "00:00", "2026-08-17T17:00:00Z", "2026-08-18", "2026-08-18T17:00:00Z")]
    [InlineData("asia/makassar", "06:00", "2026-08-17T21:59:59Z", "2026-08-17", "2026-08-17T22:00:00Z")]
    [InlineData("WIT", "00:00", "2026-08-17T15:00:00Z", "2026-08-18", "2026-08-18T15:00:00Z")]
    [InlineData("+05:30", "00:00", "2026-08-17T18:29:59Z", "2026-08-17", "2026-08-17T18:30:00Z")]
    [InlineData("UTC-3", "12:00", "2026-08-17T14:59:59Z", "2026-08-16", "2026-08-17T15:00:00Z")]
    [InlineData("UTC", "23:59", "2026-08-17T23:58:59Z", "2026-08-16", "2026-08-17T23:59:00Z")]
    // Daylight saving time begins on 29 March at 1:00 UTC, and ends on 25 October at 1:00 UTC.
    [InlineData("Europe/Berlin", "00:00", "2026-03-28T23:00:00Z", "2026-03-29", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Berlin", "00:00", "2026-10-24T22:00:00Z", "2026-10-25", "2026-10-25T23:00:00Z")]
    [InlineData("Europe/Berlin", "00:00", "2026-10-25T22:59:59Z", "2026-10-25", "2026-10-25T23:00:00Z")]
    public void The_day_begins_at_the_reset_time_of_its_time_zone(string zone, string start, string moment, string date, string end)
    {
        var turn = DailyReset.Find(zone, TimeSpan.Parse(start, System.Globalization.CultureInfo.InvariantCulture))!;
        var at = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(date, turn.DateOf(at).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), turn.EndOfDay(at));
        Assert.Equal(turn.DateOf(at), (at + turn.OffsetAt(at)).UtcDateTime.Date);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars")]
    [InlineData("7")]
    [InlineData("+15")]
    [InlineData("+07:99")]
    [InlineData("../etc/passwd")]
    public void An_unknown_time_zone_is_not_resolved(string zone) => Assert.Null(DailyReset.Find(zone, TimeSpan.Zero));

    [Fact]
    public void The_default_day_is_the_calendar_day_of_Jakarta() =>
        Assert.Equal(TimeSpan.FromHours(7), new RateLimits().DailyReset.OffsetAt(DateTimeOffset.UnixEpoch));
}
