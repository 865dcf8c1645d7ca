using Kirimy.Client.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Delivery;

public sealed class HandOverSpeedTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    // As many as go out in ten milliseconds, and never more than there is room for.
    [InlineData(64, 32, 20)]
    [InlineData(64, 6.4, 100)]
    [InlineData(100, 0.1, 256)]
    // Slower than one in a millisecond: none.
    [InlineData(64, 64, 0)]
    [InlineData(64, 3_600_000, 0)]
    // Too few to tell.
    [InlineData(63, 1, 0)]
    public void The_faster_results_come_the_more_is_ready_ahead(int results, double milliseconds, int ahead)
    {
        var speed = new HandOverSpeed(time);
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        speed.Count(results);
        Assert.Equal((ahead, ahead > 0), (speed.Ahead, speed.IsFast));
    }

    [Fact]
    public void A_pause_ends_it_until_results_come_fast_again()
    {
        var speed = new HandOverSpeed(time);
        time.Advance(TimeSpan.FromMilliseconds(1));
        speed.Count(64);
        speed.SlowDown();
        Assert.False(speed.IsFast);
        time.Advance(TimeSpan.FromSeconds(1));
        speed.Count(64);
        Assert.False(speed.IsFast);
        time.Advance(TimeSpan.FromMilliseconds(1));
        speed.Count(64);
        Assert.True(speed.IsFast);
    }
}
