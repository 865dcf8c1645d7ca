using Kirimy.Client.Delivery;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Tests that a batch that is stopped at any moment has the correct outcome of each message.</summary>
public sealed class CutShortTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task A_batch_stopped_at_any_moment_has_the_outcome_of_every_message()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            await CutShortAsync(random, round);
        }
    }

    private static async Task CutShortAsync(Random random, int round)
    {
        var throttleLimit = random.Next(1, 9);
        var moment = random.Next(60);
        var byServer = random.Next(2) == 0;
        var settles = random.Next(2) == 0;
        var run = new BatchRun();
        DeliveryBatch? batch = null;
        await using var server = new ScriptedServer(
            (_, n) =>
            {
                if (byServer && n == moment)
                {
                    Volatile.Read(ref batch)!.Stop();
                }

                return n % 7 == 3 ? Answer.Html(502) : Answer.Sent();
            }
        );
        await Task.Run(() =>
        {
            var results = 0;
            Volatile.Write(
                ref batch,
                run.Open(
                    server.BaseUri,
                    new DeliveryOptions { ThrottleLimit = throttleLimit, Grace = TimeSpan.FromMinutes(10) },
                    _ =>
                    {
                        if (!byServer && results++ == moment)
                        {
                            batch!.Stop();
                        }
                    }
                )
            );
            for (var i = 0; i < 80; i++)
            {
                batch.Post(BatchRun.Message(i));
            }

            batch.Complete();
            if (settles)
            {
                batch.EndEarly();
            }

            batch.Dispose();
        });

        var known = run.Results.Concat(batch!.Unreported).ToList();
        var wentOut = known.Where(r => r.Status is DeliveryStatus.Sent or DeliveryStatus.Unknown).Select(r => $"text {r.Index}");
        Assert.Equal(server.Requests.Select(r => r.Message).Order(), wentOut.Order());
        Assert.True(server.Requests.Count < 80, $"round {round}: not cut short");
        if (settles)
        {
            // Every posted message has its result.
            Assert.Equal(Enumerable.Range(0, known.Count), known.Select(r => r.Index).Order());
        }
    }
}
