using CsCheck;
using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Start = SampleReport.Start;

    [Fact]
    public void Every_message_is_in_the_chart_for_any_order_and_time_span() =>
        Gen.Select(Gen.Long[1, 4_000_000_000], Gen.Double.Unit.Array[1, 200])
            .Check(
                (seconds, places) =>
                {
                    var timeline = new Timeline(TimeZoneInfo.Utc);
                    foreach (var place in places)
                    {
                        timeline.Add(Start.AddSeconds(place * seconds), DeliveryStatus.Sent);
                    }

                    var all = Enumerable.Range(0, timeline.Count).ToList();
                    Assert.InRange(timeline.Count, 1, Timeline.MaxBuckets);
                    Assert.Equal(places.Length, all.Sum(timeline.Total));
                    Assert.Equal(places.Length, all.Sum(i => timeline[i, DeliveryStatus.Sent]));
                    Assert.NotEqual(0, timeline.Total(0));
                    Assert.NotEqual(0, timeline.Total(timeline.Count - 1));
                },
                iterations: 1_000,
                seed: "0000KirimyR2"
            );

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 5)]
    [InlineData(3599, 60)]
    [InlineData(86_400, 1800)]
    [InlineData(40 * 86_400, 86_400)]
    public void Bucket_widths_grow_with_the_time_span(int seconds, int width)
    {
        var timeline = new Timeline(TimeZoneInfo.Utc);
        timeline.Add(new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.Zero), DeliveryStatus.Sent);
        timeline.Add(new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds), DeliveryStatus.Failed);
        Assert.Equal(TimeSpan.FromSeconds(width), timeline.Width);
    }

    [Fact]
    public void Daily_buckets_follow_the_time_zone()
    {
        var timeline = new Timeline(TimeZoneInfo.CreateCustomTimeZone("WIB", TimeSpan.FromHours(7), "WIB", "WIB"));
        timeline.Add(Start, DeliveryStatus.Sent);
        timeline.Add(Start.AddDays(40), DeliveryStatus.Sent);
        Assert.Equal(new DateTime(2026, 8, 17), timeline.Start(0));
    }

    [Fact]
    public void A_clock_that_is_wrong_by_years_does_not_break_the_timeline()
    {
        using var sample = new SampleReport();
        var row = SampleReport.Rows(1).Single();
        var page = sample.Text(
            "x.html",
            [row, row with { Timestamp = DateTimeOffset.MinValue }, row with { Timestamp = DateTimeOffset.MaxValue }]
        );
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        sample.Text("x.json", [row with { Timestamp = DateTimeOffset.MinValue }, row with { Timestamp = DateTimeOffset.MaxValue }]);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 10)]
    [InlineData(11, 20)]
    [InlineData(29, 30)]
    [InlineData(61, 80)]
    [InlineData(999, 1000)]
    public void The_axis_ends_at_a_round_number(long highest, long top) => Assert.Equal(top, TimelinePicture.RoundUp(highest));
}
