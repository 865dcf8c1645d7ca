using Kirimy.Client.Ledger.Memory;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests alerts in a process without a ledger, in addition to the contract tests.</summary>
public sealed class MemoryAlertTests
{
    [Fact]
    public void An_alert_is_suppressed_no_longer_than_its_window_when_the_clock_is_set_back()
    {
        var time = new FakeTimeProvider();
        var alerts = new MemoryAlerts(time);
        alerts.End("a", alerts.Raise("a", TimeSpan.FromHours(1)), wasSent: true);
        time.AdjustTime(time.GetUtcNow() - TimeSpan.FromDays(1));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromHours(1), alerts.Raise("a", TimeSpan.FromHours(1)).Until);
    }
}
