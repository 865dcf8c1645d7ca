using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>A clock that is set back.</summary>
public sealed class SqliteClockTests : SqliteStoreTestBase
{
    [Fact]
    public async Task No_request_waits_longer_than_the_window_when_the_clock_is_set_back()
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using var store = Open(Folder.Ledger, options);
        var first = Entry("1");
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(first, "s", CancellationToken.None)).Result);
        await store.EndAsync(first, Arrived, result: null);
        Clock.Now -= TimeSpan.FromDays(1);
        var second = Entry("2");
        var turn = await store.BeginAsync(second, "s", CancellationToken.None);
        Assert.Equal(ReservationResult.Later, turn.Result);
        Assert.Equal(options.Limits.Window + LedgerOptions.Margin, turn.Wait);

        // The next process reads that the times were moved, and doesn't move them again.
        await store.GiveBackAsync(second, CancellationToken.None);
        using var other = Open(Folder.Ledger, options);
        Assert.Equal(ReservationResult.Later, (await other.BeginAsync(Entry("3"), "s", CancellationToken.None)).Result);
    }

    [Theory]
    [InlineData("the key's own next process")]
    [InlineData("another key's process")]
    [InlineData("who looks records up")]
    public async Task A_request_of_a_dead_process_stays_in_the_window_when_the_clock_is_set_back(string first)
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using (var dead = Open(Folder.Ledger, options))
        {
            Assert.Equal(ReservationResult.Go, (await dead.BeginAsync(Entry("1"), "s", CancellationToken.None)).Result);
        }

        Clock.Now -= TimeSpan.FromMinutes(30);
        if (first == "another key's process")
        {
            SqliteLedgerStore.Open(Folder.Ledger, Entries.ScopeOf("http://127.0.0.1:2/"), options).Dispose();
        }
        else if (first == "who looks records up")
        {
            using var log = SqliteDeliveryLog.Open(Folder.Ledger, options);
            Assert.Single(log.Read(new DeliveryFilter(), CancellationToken.None));
        }

        using var next = Open(Folder.Ledger, options);
        var turn = await next.BeginAsync(Entry("2"), "s", CancellationToken.None);
        Assert.Equal(ReservationResult.Later, turn.Result);
        Assert.InRange(turn.Wait, options.Limits.Window, options.Limits.Window + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task An_alert_is_suppressed_no_longer_than_its_window_when_the_clock_is_set_back()
    {
        var alert = BatchRun.Message(0) with { Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null) };
        using var store = Open(Folder.Ledger);
        await store.EndAlertAsync(alert, await store.RaiseAsync(alert), wasSent: true);
        Clock.Now -= TimeSpan.FromDays(1);
        Assert.Equal(Clock.Now + TimeSpan.FromHours(1), (await store.RaiseAsync(alert)).Until);
    }
}
