using Kirimy.Client.Ledger;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests the assignment of slots in the window.</summary>
public sealed class SqliteSlotTests : SqliteStoreTestBase
{
    [Theory]
    [InlineData("waiting", "first", "second")]
    [InlineData("first", "waiting", "second")]
    [InlineData("first", "second", "waiting")]
    public async Task A_request_that_claims_its_slot_late_does_not_share_it(params string[] order)
    {
        using var store = Open(Folder.Ledger, Options with { Limits = new RateLimits { Requests = 2 } });
        var (one, other) = (Entry("1"), Entry("2"));
        foreach (var ticket in new[] { one, other })
        {
            Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", CancellationToken.None)).Result);
        }

        var tickets = order.ToDictionary(name => name, Entry);
        Assert.Equal(ReservationResult.Later, (await store.BeginAsync(tickets["waiting"], "s", CancellationToken.None)).Result);
        await store.EndAsync(one, Arrived, Result(DeliveryStatus.Sent));
        await store.EndAsync(other, Arrived, Result(DeliveryStatus.Sent));
        Clock.Now += TimeSpan.FromMinutes(10);

        var turns = await TogetherAsync(store, order.Select(name => tickets[name]));
        Assert.Equal(2, turns.Count(turn => turn.Result == ReservationResult.Go));
    }

    [Fact]
    public async Task A_free_slot_can_be_taken_by_another_process()
    {
        var options = Options with { Limits = new RateLimits { Requests = 3 } };
        using var store = Open(Folder.Ledger, options);
        foreach (var ticket in new[] { Entry("a"), Entry("b"), Entry("c") })
        {
            await store.BeginAsync(ticket, "s", CancellationToken.None);
            await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
        }

        Clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(Entry("1"), "s", CancellationToken.None)).Result);
        using var other = Open(Folder.Ledger, options);
        Assert.Equal(ReservationResult.Go, (await other.BeginAsync(Entry("2"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await other.BeginAsync(Entry("3"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Later, (await store.BeginAsync(Entry("4"), "s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task Many_slots_taken_in_one_transaction_are_each_used_once()
    {
        using var store = Open(Folder.Ledger, Options with { Limits = new RateLimits { Requests = 40 } });
        for (var round = 0; round < 2; round++)
        {
            var tickets = Enumerable.Range(0, 50).Select(i => Entry($"{round}-{i}")).ToList();
            var turns = await TogetherAsync(store, tickets);
            Assert.Equal(40, turns.Count(turn => turn.Result == ReservationResult.Go));
            Assert.Equal(
                40,
                tickets.Where((_, i) => turns[i].Result == ReservationResult.Go).DistinctBy(ticket => ticket.RequestId).Count()
            );
            foreach (var ticket in tickets)
            {
                RequestEnd? request = turns[tickets.IndexOf(ticket)].Result == ReservationResult.Go ? Arrived : null;
                await store.EndAsync(ticket, request, Result(DeliveryStatus.Sent));
            }

            Clock.Now += TimeSpan.FromMinutes(2);
        }
    }

    [Fact]
    public async Task A_reserved_slot_is_released_when_its_process_dies()
    {
        var options = Options with { Limits = new RateLimits { Requests = 3 } };
        using (var store = Open(Folder.Ledger, options))
        {
            var tickets = new[] { Entry("1"), Entry("2"), Entry("3") };
            foreach (var ticket in tickets)
            {
                Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", CancellationToken.None)).Result);
            }

            await store.GiveBackAsync(tickets[0], CancellationToken.None);
            await store.GiveBackAsync(tickets[1], CancellationToken.None);
            await store.EndAsync(tickets[2], Arrived, Result(DeliveryStatus.Sent));
        }

        using var next = Open(Folder.Ledger, options);
        Assert.Equal(ReservationResult.Go, (await next.BeginAsync(Entry("4"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await next.BeginAsync(Entry("5"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Later, (await next.BeginAsync(Entry("6"), "s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task Slots_of_a_higher_limit_are_not_assigned_under_a_lower_one()
    {
        using (var store = Open(Folder.Ledger, Options with { Limits = new RateLimits { Requests = 5 } }))
        {
            foreach (var i in Enumerable.Range(0, 5))
            {
                var ticket = Entry($"{i}");
                Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", CancellationToken.None)).Result);
                await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
            }
        }

        Clock.Now += TimeSpan.FromMinutes(2);
        using var lower = Open(Folder.Ledger, Options with { Limits = new RateLimits { Requests = 2 } });
        Assert.Equal(ReservationResult.Go, (await lower.BeginAsync(Entry("a"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await lower.BeginAsync(Entry("b"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Later, (await lower.BeginAsync(Entry("c"), "s", CancellationToken.None)).Result);
    }
}
