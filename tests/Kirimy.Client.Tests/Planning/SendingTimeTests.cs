using System.Globalization;
using Kirimy.Client.Delivery;
using Kirimy.Client.Planning;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Planning;

public sealed class SendingTimeTests
{
    private static readonly DeliveryOptions Plan = new()
    {
        Limits = new RateLimits
        {
            Requests = 100,
            MessagesPerDay = 1000,
            Window = TimeSpan.FromMinutes(1),
        },
        // Midnight in Jakarta.
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 16, 17, 0, 0, TimeSpan.Zero)),
    };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(1000, 9)]
    public void A_full_window_delays_the_next_requests_by_a_window(int messages, int minutes)
    {
        var time = new SendingTime();
        time.Add(["s"], messages);
        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Duration(Plan));
    }

    [Fact]
    public void Each_session_has_its_own_delay_after_a_message()
    {
        var time = new SendingTime();
        time.Add(["s"], 11);
        time.Add(["t"], 21);
        var slow = Plan with { MinimumInterval = TimeSpan.FromSeconds(10), MaximumInterval = TimeSpan.FromSeconds(20) };
        Assert.Equal(TimeSpan.FromSeconds(20 * 15), time.Duration(slow));
        Assert.Equal(["s", "t"], time.Sessions);
        Assert.Equal(32, time.Messages);
    }

    [Theory]
    [InlineData(1000, 1000, 1000, 1)]
    [InlineData(1001, 1000, 1000, 2)]
    [InlineData(1000, 0, 0, 2)]
    [InlineData(3500, 400, 400, 5)]
    public void Messages_left_by_a_daily_limit_are_sent_the_next_day(int messages, int left, int today, int days)
    {
        var time = new SendingTime();
        time.Add(["s"], messages);
        Assert.Equal((today, days), Days(time, Plan, _ => left));
    }

    [Fact]
    public void Failover_sessions_add_their_daily_limits()
    {
        var time = new SendingTime();
        time.Add(["s", "t"], 2500);
        Assert.Equal((1500, 2), Days(time, Plan, session => session == "s" ? 1000 : 500));
    }

    [Fact]
    public void A_session_in_several_lists_has_one_daily_limit_and_one_delay()
    {
        var time = new SendingTime();
        time.Add(["s"], 800);
        time.Add(["s", "t"], 1500);
        Assert.Equal((2000, 2), Days(time, Plan, _ => 1000));
        var slow = Plan with { MinimumInterval = TimeSpan.FromSeconds(2), MaximumInterval = TimeSpan.FromSeconds(2) };
        Assert.Equal(TimeSpan.FromSeconds(2 * 2299), time.Duration(slow));
    }

    [Fact]
    public void Delays_alone_can_extend_a_send_over_several_days()
    {
        var time = new SendingTime();
        time.Add(["s"], 100);
        var slow = Plan with { MinimumInterval = TimeSpan.FromHours(1), MaximumInterval = TimeSpan.FromHours(1) };
        Assert.Equal((24, 5), Days(time, slow, _ => 1000));
    }

    [Fact]
    public void Equal_session_lists_count_as_one_list()
    {
        var time = new SendingTime();
        for (var i = 0; i < 101; i++)
        {
            time.Add(["s"], 1);
        }

        Assert.Equal(TimeSpan.FromMinutes(1), time.Duration(Plan));
        Assert.Equal(["s"], time.Sessions);
    }

    [Theory]
    // 17 August 2026 is a Monday. 100 messages a minute: an hour is enough for 6,000.
    [InlineData("08:00-20:00", 1000, "2026-08-17T08:09:00")]
    [InlineData("08:00-20:00", 1001, "2026-08-18T08:00:00")]
    [InlineData("08:00-08:05", 1000, "2026-08-18T08:04:00")]
    [InlineData("22:00-06:00", 1000, "2026-08-17T00:09:00")]
    [InlineData("08:00-12:00,13:00-20:00", 5000, "2026-08-21T08:09:00")]
    public void Finishing_time_includes_hours_days_and_limits(string ranges, int messages, string expected)
    {
        var time = new SendingTime();
        time.Add(["s"], messages);
        var options = Plan with
        {
            Hours = new SendingHours
            {
                Zone = TimeZones.Find("WIB")!,
                Ranges = [.. ranges.Split(',').Select(r => SendingHours.ReadRange(r)!)],
            },
        };
        var forecast = time.Forecast(options, _ => 1000);
        Assert.Equal(DateTimeOffset.Parse(expected + "+07:00", CultureInfo.InvariantCulture), forecast.FinishesAt);
    }

    [Fact]
    public void Finishing_time_includes_weekdays_holidays_and_intervals()
    {
        var time = new SendingTime();
        time.Add(["s"], 2500);
        var options = Plan with
        {
            MinimumInterval = TimeSpan.FromSeconds(20),
            MaximumInterval = TimeSpan.FromSeconds(40),
            Hours = new SendingHours
            {
                Zone = TimeZones.Find("WIB")!,
                Ranges = [SendingHours.ReadRange("09:00-17:00")!],
                Weekdays = [DayOfWeek.Monday, DayOfWeek.Friday],
                Holidays = [new DateTime(2026, 8, 17)],
            },
        };

        // 960 messages in eight hours: on Friday, on Monday, and 580 on the Friday after.
        var forecast = time.Forecast(options, _ => 1000);
        Assert.Equal((0, 12), (forecast.Today, forecast.Days));
        Assert.Equal(new DateTimeOffset(2026, 8, 28, 13, 49, 30, TimeSpan.FromHours(7)), forecast.FinishesAt);
    }

    private static (int, int) Days(SendingTime time, DeliveryOptions options, Func<string, int> leftToday)
    {
        var forecast = time.Forecast(options, leftToday);
        return (forecast.Today, forecast.Days);
    }
}
