using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>
/// Tests random runs: processes begin, wait for, release and end requests in any order and also late, while processes die and the clock is
/// set back.
/// </summary>
public abstract class RequestRunTests : IDisposable
{
    private const int Requests = 3;
    private const int Steps = 150;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly TurnedClock clock = new();
    private readonly List<ILedgerStore> stores = [];
    private readonly List<(ILedgerStore Store, LedgerEntry Entry, TimeSpan Due)> waiting = [];
    private readonly List<(ILedgerStore Store, LedgerEntry Entry, TimeSpan Began)> inFlight = [];

    /// <summary>The arrival times of finished requests.</summary>
    private readonly List<TimeSpan> arrivals = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    /// <summary>Whether a process can die and leave its records.</summary>
    private protected virtual bool CanDie => true;

    private TimeSpan Now => clock.Elapsed;

    private LedgerOptions Options =>
        new()
        {
            Time = clock,
            Timeout = TimeSpan.FromSeconds(20),
            Limits = new RateLimits { Requests = Requests, Window = Window },
        };

    public void Dispose()
    {
        stores.ForEach(static store => store.Dispose());
        Close();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_window_has_more_arrivals_than_the_limit(int seed)
    {
        var random = new Random(seed);
        stores.AddRange([Open(Options), Open(Options)]);
        for (var step = 0; step < Steps; step++)
        {
            clock.Pass(TimeSpan.FromSeconds(random.Next(8) == 0 ? random.Next(90) : random.Next(3)));
            await StepAsync(random, $"{step}");
        }

        Assert.True(arrivals.Count > Requests);
        await EndAllAsync();
        arrivals.Sort();
        Assert.All(arrivals.Zip(arrivals.Skip(Requests)), pair => Assert.True(pair.Second - pair.First >= Window));

        // All places are free again.
        clock.Pass(TimeSpan.FromMinutes(3));
        var last = new List<ReservationResult>();
        for (var i = 0; i <= Requests; i++)
        {
            last.Add((await stores[i % 2].BeginAsync(Entry($"last {i}"), "s", CancellationToken.None)).Result);
        }

        Assert.Equal([ReservationResult.Go, ReservationResult.Go, ReservationResult.Go, ReservationResult.Later], last);
    }

    /// <summary>Opens the ledger as another process does.</summary>
    private protected abstract ILedgerStore Open(LedgerOptions options);

    /// <summary>Deletes the data of a test after all stores were closed.</summary>
    private protected virtual void Close() { }

    private static LedgerEntry Entry(string key) => Entries.Of(BatchRun.Message(0) with { Identity = new IdempotencyKey("batch", key) });

    private static SendResult Result(DeliveryStatus status) => new() { Status = status, Recipient = "6281234567890" };

    private async Task StepAsync(Random random, string name)
    {
        var due = waiting.FindIndex(w => w.Due <= Now);
        switch (random.Next(9))
        {
            case 0 or 1:
                await BeginAsync(stores[random.Next(2)], Entry(name));
                break;
            case 2 or 3 when due >= 0:
                var next = Take(waiting, due);
                await BeginAsync(next.Store, next.Entry);
                break;
            case 4 when waiting.Count > 0:
                var left = Take(waiting, random.Next(waiting.Count));
                await left.Store.GiveBackAsync(left.Entry, CancellationToken.None);
                await left.Store.EndAsync(left.Entry, request: null, Result(DeliveryStatus.NotSent));
                break;
            case 5 or 6 when inFlight.Count > 0:
                var over = Take(inFlight, random.Next(inFlight.Count));
                var since = (Now - over.Began) * random.NextDouble();
                arrivals.Add(Now - since);
                await over.Store.EndAsync(over.Entry, new RequestEnd(since, Counts: true), Result(DeliveryStatus.Sent));
                break;
            case 7 when random.Next(3) == 0:
                clock.SetBack(TimeSpan.FromSeconds(random.Next(4000)));
                break;
            case 8 when CanDie && random.Next(3) == 0:
                Die(random.Next(2), random);
                break;
        }
    }

    private async Task BeginAsync(ILedgerStore store, LedgerEntry entry)
    {
        var reservation = await store.BeginAsync(entry, "s", CancellationToken.None);
        if (reservation.Result == ReservationResult.Later)
        {
            Assert.InRange(reservation.Wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
            waiting.Add((store, entry, Now + reservation.Wait));
            return;
        }

        Assert.Equal(ReservationResult.Go, reservation.Result);
        inFlight.Add((store, entry, Now));
        Assert.InRange(inFlight.Count + arrivals.Count(arrival => arrival + Window > Now), 1, Requests);
    }

    /// <summary>Kills a process. Its requests have arrived, or arrive within half a second.</summary>
    private void Die(int index, Random random)
    {
        var dead = stores[index];
        waiting.RemoveAll(w => w.Store == dead);
        foreach (var request in inFlight.Where(request => request.Store == dead))
        {
            var latest = TimeSpan.FromTicks(Math.Min((request.Began + TimeSpan.FromSeconds(60)).Ticks, Now.Ticks));
            arrivals.Add(request.Began + ((latest - request.Began) * random.NextDouble()));
        }

        inFlight.RemoveAll(request => request.Store == dead);
        dead.Dispose();
        stores[index] = Open(Options);
    }

    private async Task EndAllAsync()
    {
        foreach (var (store, entry, _) in inFlight)
        {
            arrivals.Add(Now);
            await store.EndAsync(entry, new RequestEnd(TimeSpan.Zero, Counts: true), Result(DeliveryStatus.Sent));
        }

        foreach (var (store, entry, _) in waiting)
        {
            await store.GiveBackAsync(entry, CancellationToken.None);
        }
    }

    private static T Take<T>(List<T> list, int index)
    {
        var item = list[index];
        list.RemoveAt(index);
        return item;
    }

    /// <summary>A clock that is set back while time passes.</summary>
    private sealed class TurnedClock : TimeProvider
    {
        private DateTimeOffset shown = new(2026, 8, 17, 15, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => shown;

        public override long GetTimestamp() => Elapsed.Ticks;

        public void Pass(TimeSpan time)
        {
            Elapsed += time;
            shown += time;
        }

        public void SetBack(TimeSpan time) => shown -= time;
    }
}
