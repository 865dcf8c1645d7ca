using Kirimy.Client.Ledger.Memory;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests alerts in a process without a ledger, in addition to the contract tests.</summary>
public sealed class MemoryAlertTests
{
    [Fact]
    public void A_clock_that_is_set_back_holds_an_alert_back_for_no_longer_than_its_window()
    {
        var time = new FakeTimeProvider();
        var alerts = new MemoryAlerts(time);
        alerts.End("a", alerts.Raise("a", TimeSpan.FromHours(1)), wasSent: true);
        time.AdjustTime(time.GetUtcNow() - TimeSpan.FromDays(1));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromHours(1), alerts.Raise("a", TimeSpan.FromHours(1)).Until);
    }
}
