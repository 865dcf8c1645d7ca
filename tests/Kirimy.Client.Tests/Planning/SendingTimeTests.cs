using Kirimy.Client.Delivery;
using Kirimy.Client.Planning;
using Kirimy.Client.RateLimiting;

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
    };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(1000, 9)]
    public void A_window_s_requests_go_at_once_and_the_next_ones_a_window_later(int messages, int minutes)
    {
        var time = new SendingTime();
        time.Add(["s"], messages);
        Assert.Equal(TimeSpan.FromMinutes(minutes), time.Duration(Plan));
    }

    [Fact]
    public void A_session_rests_after_each_message_and_sessions_rest_at_the_same_time()
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
    public void What_a_day_leaves_over_goes_out_on_the_next(int messages, int left, int today, int days)
    {
        var time = new SendingTime();
        time.Add(["s"], messages);
        Assert.Equal((today, days), time.Days(Plan, _ => left));
    }

    [Fact]
    public void Sessions_that_take_over_add_their_days()
    {
        var time = new SendingTime();
        time.Add(["s", "t"], 2500);
        Assert.Equal((1500, 2), time.Days(Plan, session => session == "s" ? 1000 : 500));
    }

    [Fact]
    public void A_session_in_several_lists_has_its_day_and_its_pauses_once()
    {
        var time = new SendingTime();
        time.Add(["s"], 800);
        time.Add(["s", "t"], 1500);
        Assert.Equal((2000, 2), time.Days(Plan, _ => 1000));
        var slow = Plan with { MinimumInterval = TimeSpan.FromSeconds(2), MaximumInterval = TimeSpan.FromSeconds(2) };
        Assert.Equal(TimeSpan.FromSeconds(2 * 2299), time.Duration(slow));
    }

    [Fact]
    public void Pauses_alone_may_take_days()
    {
        var time = new SendingTime();
        time.Add(["s"], 100);
        var slow = Plan with { MinimumInterval = TimeSpan.FromHours(1), MaximumInterval = TimeSpan.FromHours(1) };
        Assert.Equal((100, 5), time.Days(slow, _ => 1000));
    }

    [Fact]
    public void Lists_of_sessions_that_say_the_same_are_one()
    {
        var time = new SendingTime();
        for (var i = 0; i < 101; i++)
        {
            time.Add(["s"], 1);
        }

        Assert.Equal(TimeSpan.FromMinutes(1), time.Duration(Plan));
        Assert.Equal(["s"], time.Sessions);
    }
}
