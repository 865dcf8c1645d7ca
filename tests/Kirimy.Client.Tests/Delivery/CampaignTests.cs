using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Network;
using Kirimy.Client.Scheduling;
using Kirimy.Client.Tests.Ledger;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>A campaign over several days on a simulated clock, with a service that enforces the plan's limits by its own clock.</summary>
public sealed class CampaignTests : IDisposable
{
    private const int Rows = 5000;

    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    private static readonly SendingHours Hours = new() { Zone = TimeZones.Find("WIB")!, Ranges = [SendingHours.ReadRange("08:00-20:00")!] };

    // Five minutes before the hours end.
    private readonly InstantTime time = new(new DateTimeOffset(2026, 8, 17, 19, 55, 0, Wib));
    private readonly LedgerFolder folder = new();
    private readonly List<(string Recipient, DateTimeOffset Arrived, DateTimeOffset ClientTime)> arrivals = [];
    private readonly Dictionary<DateTime, int> days = [];
    private int refusals;
    private Action<int> onArrival = static _ => { };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_campaign_over_several_days_sends_each_message_once_within_its_hours_and_limits()
    {
        await using var server = new ScriptedServer((request, _) => Take(request.Recipient));

        // Killed on the first evening, and in the middle of a later day.
        await RunAsync(server, killAt: 450);
        await RunAsync(server, killAt: 2200);
        onArrival = count =>
        {
            if (count == 3100)
            {
                time.Error = TimeSpan.FromMinutes(-20);
            }
        };
        var results = await RunAsync(server, killAt: null);

        Assert.Equal(0, refusals);
        Assert.Equal(Rows, arrivals.Count);
        Assert.Equal(Rows, arrivals.Select(static arrival => arrival.Recipient).Distinct(StringComparer.Ordinal).Count());
        Assert.All(arrivals, static arrival => Assert.True(Hours.IsOpen(arrival.ClientTime), $"{arrival.ClientTime:O}"));
        Assert.InRange(days.Count, 6, 7);
        Assert.Equal(Rows, results.Count);

        // The two that were in flight when the process was killed.
        Assert.Equal(2, results.Count(static result => result.Status == DeliveryStatus.Unknown));
        Assert.All(
            results,
            static result => Assert.True(result.Status != DeliveryStatus.NotSent && result.Status != DeliveryStatus.Failed)
        );
        Assert.All(time.Waits, static wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(1.1)));
    }

    /// <summary>One process's run. A kill closes its store while a request is in flight.</summary>
    private Task<List<SendResult>> RunAsync(ScriptedServer server, int? killAt) =>
        Task.Run(() =>
        {
            var address = BaseAddress.Parse(server.BaseUri);
            var client = new KirimyClient(address, Secrets.Key, TimeSpan.FromMinutes(5), ProxyRoute.Choose(address), new InstantRequests());
            using var stop = new CancellationTokenSource();
            var ledger = LedgerAddress.Parse(folder.Ledger).Open(Entries.ScopeOf(client), new LedgerOptions { Time = time });
            if (killAt is { } kill)
            {
                onArrival = count =>
                {
                    if (count == kill)
                    {
                        stop.Cancel();
                        ledger.Dispose();
                    }
                };
            }

            var results = new List<SendResult>();
            var options = new DeliveryOptions
            {
                WaitForNextDay = true,
                Hours = Hours,
                Time = time,
                ThrottleLimit = 1,
            };
            using (var batch = new DeliveryBatch(client, ledger, options, results.Add, static _ => { }, static _ => { }, stop.Token))
            {
                for (var i = 0; i < Rows && !stop.IsCancellationRequested; i++)
                {
                    batch.Post(BatchRun.Message(i) with { Identity = new IdempotencyKey("campaign", $"{i}") });
                }

                batch.Complete();
            }

            ledger.Dispose();
            return results;
        });

    /// <summary>The service: 100 requests in any minute, and 1,000 messages a day.</summary>
    private Answer Take(string recipient)
    {
        var now = time.TrueTime;
        if (arrivals.Count >= 100 && now - arrivals[arrivals.Count - 100].Arrived < TimeSpan.FromMinutes(1))
        {
            refusals++;
            return Answer.Html(429);
        }

        var day = now.ToOffset(Wib).Date;
        var sent = days.GetValueOrDefault(day);
        if (sent >= 1000)
        {
            refusals++;
            return Answer.Html(429);
        }

        days[day] = sent + 1;
        arrivals.Add((recipient, now, time.GetUtcNow()));
        onArrival(arrivals.Count);
        return Answer.Sent();
    }

    /// <summary>A request takes no time on the simulated clock.</summary>
    private sealed class InstantRequests : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
