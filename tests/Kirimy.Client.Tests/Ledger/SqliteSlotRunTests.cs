using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Two processes begin, wait, give back and end as it comes, also later than any of them was told.</summary>
public sealed class SqliteSlotRunTests : SqliteStoreTestBase
{
    private const int Requests = 3;
    private const int Steps = 120;

    private readonly LedgerOptions options;
    private readonly SqliteLedgerStore[] stores;
    private readonly List<(SqliteLedgerStore Store, LedgerEntry LedgerEntry, DateTimeOffset Due)> waiting = [];
    private readonly List<(SqliteLedgerStore Store, LedgerEntry LedgerEntry, DateTimeOffset Began)> underWay = [];

    /// <summary>Until when each request that is over is in the window.</summary>
    private readonly List<DateTimeOffset> inWindow = [];
    private int begun;

    public SqliteSlotRunTests()
    {
        options = Options with { Limits = new RateLimits { Requests = Requests } };
        stores = [Open(Folder.Ledger, options), Open(Folder.Ledger, options)];
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    private DateTimeOffset Now => Clock.Now;

    protected override void Dispose(bool disposing)
    {
        foreach (var store in stores)
        {
            store.Dispose();
        }

        base.Dispose(disposing);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_window_ever_holds_more_requests_than_it_may(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            Clock.Now += TimeSpan.FromSeconds(random.Next(8) == 0 ? random.Next(90) : random.Next(3));
            await StepAsync(random, $"{step}");
        }

        Assert.True(begun > Requests);
        await EndAllAsync();
        Clock.Now += TimeSpan.FromMinutes(2);
        var last = new List<ReservationResult>();
        for (var i = 0; i <= Requests; i++)
        {
            last.Add((await stores[i % 2].BeginAsync(Entry($"last {i}"), "s", CancellationToken.None)).Result);
        }

        Assert.Equal([ReservationResult.Go, ReservationResult.Go, ReservationResult.Go, ReservationResult.Later], last);
    }

    private async Task StepAsync(Random random, string name)
    {
        var due = waiting.FindIndex(w => w.Due <= Now);
        switch (random.Next(6))
        {
            case 0 or 1:
                await BeginAsync(stores[random.Next(2)], Entry(name));
                break;
            case 2 or 3 when due >= 0:
                var next = Take(waiting, due);
                await BeginAsync(next.Store, next.LedgerEntry);
                break;
            case 4 when waiting.Count > 0:
                var left = Take(waiting, random.Next(waiting.Count));
                await left.Store.GiveBackAsync(left.LedgerEntry, CancellationToken.None);
                await left.Store.EndAsync(left.LedgerEntry, request: null, Result(DeliveryStatus.NotSent));
                break;
            case 5 when underWay.Count > 0:
                var over = Take(underWay, random.Next(underWay.Count));
                var since = (Now - over.Began) * random.NextDouble();
                inWindow.Add(Now - since + options.Limits.Window);
                await over.Store.EndAsync(over.LedgerEntry, new RequestEnd(since, Counts: true), Result(DeliveryStatus.Sent));
                break;
        }
    }

    private async Task BeginAsync(SqliteLedgerStore store, LedgerEntry ticket)
    {
        var turn = await store.BeginAsync(ticket, "s", CancellationToken.None);
        if (turn.Result == ReservationResult.Later)
        {
            waiting.Add((store, ticket, Now + turn.Wait));
            return;
        }

        Assert.Equal(ReservationResult.Go, turn.Result);
        begun++;
        underWay.Add((store, ticket, Now));
        inWindow.RemoveAll(until => until <= Now);
        Assert.InRange(underWay.Count + inWindow.Count, 1, Requests);
    }

    private async Task EndAllAsync()
    {
        foreach (var (store, ticket, _) in underWay)
        {
            await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
        }

        foreach (var (store, ticket, _) in waiting)
        {
            await store.GiveBackAsync(ticket, CancellationToken.None);
        }
    }

    private static T Take<T>(List<T> list, int index)
    {
        var item = list[index];
        list.RemoveAt(index);
        return item;
    }
}
