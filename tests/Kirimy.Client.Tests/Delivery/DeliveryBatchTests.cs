using Kirimy.Client.Delivery;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

public sealed class DeliveryBatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    public async Task Every_message_gets_exactly_one_result_and_is_sent_once(int throttleLimit)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var messages = Enumerable.Range(0, 300).Select(i => BatchRun.Message(i)).ToArray();
        var run = await BatchRun.SendAsync(server, new DeliveryOptions { ThrottleLimit = throttleLimit }, messages);
        Assert.Equal(Enumerable.Range(0, 300), run.Results.Select(r => r.Index).Order());
        Assert.All(run.Results, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        Assert.Equal(300, server.Requests.Select(r => r.Recipient).Distinct().Count());
        Assert.Equal(300, server.Requests.Count);
        Assert.InRange(server.Connections, 1, throttleLimit);
    }

    [Fact(Timeout = 60_000)]
    public async Task Messages_to_one_recipient_keep_their_order()
    {
        await using var server = new ScriptedServer((_, n) => n % 5 == 0 ? Answer.Html(408) : Answer.Sent());
        var messages = Enumerable.Range(0, 200).Select(i => BatchRun.Message(i, $"6281200000{i % 4}")).ToArray();
        var run = await BatchRun
            .SendAsync(
                server,
                new DeliveryOptions
                {
                    ThrottleLimit = 8,
                    MaximumRetryCount = 50,
                    Time = new InstantTime(),
                },
                messages
            )
            .WaitAsync(TestContext.Current.CancellationToken);
        Assert.All(run.Results, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        Assert.All(run.Results.GroupBy(r => r.Recipient), g => Assert.Equal(g.Select(r => r.Index).Order(), g.Select(r => r.Index)));
        foreach (var lane in server.Requests.GroupBy(r => r.Recipient))
        {
            var order = lane.Select(r => int.Parse(r.Message.Split(' ')[1], null)).ToList();
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public async Task With_one_worker_a_pipeline_that_ends_at_the_first_result_sends_at_most_two()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await Task.Run(() =>
        {
            using var batch = new BatchRun().Open(
                server.BaseUri,
                new DeliveryOptions { ThrottleLimit = 1 },
                _ => throw new InvalidOperationException("enough")
            );
            Assert.Throws<InvalidOperationException>(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    batch.Post(BatchRun.Message(i));
                }
            });
        });
        Assert.InRange(server.Requests.Count, 1, 2);
    }

    [Fact(Timeout = 60_000)]
    public async Task Input_is_read_as_messages_are_sent()
    {
        var token = TestContext.Current.CancellationToken;
        using var arrived = new SemaphoreSlim(0);
        using var open = new SemaphoreSlim(0);
        using var posted = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrived.Release();
                open.Wait(CancellationToken.None);
                return Answer.Sent();
            }
        );
        var run = new BatchRun();
        var sending = Task.Run(
            () =>
            {
                using var batch = run.Open(server.BaseUri, new DeliveryOptions { ThrottleLimit = 3 });
                for (var i = 0; i < 40; i++)
                {
                    batch.Post(BatchRun.Message(i));
                    posted.Release();
                }

                batch.Complete();
            },
            token
        );
        try
        {
            // Three are in flight and three wait behind them; the seventh is not accepted before the first one is done.
            for (var i = 0; i < 3; i++)
            {
                await arrived.WaitAsync(token);
            }

            for (var i = 0; i < 6; i++)
            {
                await posted.WaitAsync(token);
            }

            for (var answered = 0; answered < 34; answered++)
            {
                Assert.Equal(0, posted.CurrentCount);
                open.Release();
                await posted.WaitAsync(token);
            }
        }
        finally
        {
            // Also after a failure, because the server stops only after all responses were sent.
            open.Release(40);
            await sending.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        }

        Assert.Equal(40, run.Results.Count);
    }

    [Fact]
    public async Task Results_are_written_while_the_input_is_slow()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = new BatchRun();
        await Task.Run(
            async () =>
            {
                using var batch = run.Open(server.BaseUri, new DeliveryOptions { ThrottleLimit = 4 });
                const int Fast = 2000;
                for (var i = 0; i < Fast; i++)
                {
                    batch.Post(BatchRun.Message(i));
                }

                // Each later message completes the earlier ones.
                for (var i = Fast; i < Fast + 5; i++)
                {
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                    batch.Post(BatchRun.Message(i));
                    Assert.Equal(i, run.Results.Count);
                }

                batch.Complete();
            },
            TestContext.Current.CancellationToken
        );
    }

    [Fact]
    public async Task Completing_the_batch_returns_every_result()
    {
        using var arrived = new SemaphoreSlim(0);
        using var open = new ManualResetEventSlim();
        await using var server = Gated(arrived, open);
        var run = new BatchRun();
        await Task.Run(
            () =>
            {
                using var batch = OpenWithFour(run, server, arrived);
                batch.Stop();
                open.Set();
                batch.EndEarly();
                batch.Dispose();
                Assert.Empty(batch.Unreported);
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal([0, 1, 2, 3], run.Results.Select(r => r.Index).Order());
        Assert.Equal(2, run.Results.Count(r => r.Status == DeliveryStatus.Sent));
        Assert.Equal(2, run.Results.Count(r => (r.Status, r.ErrorCode) == (DeliveryStatus.NotSent, ErrorCode.Cancelled)));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Stopping_waits_for_requests_in_flight_and_sends_nothing_more()
    {
        using var arrived = new SemaphoreSlim(0);
        using var open = new ManualResetEventSlim();
        await using var server = Gated(arrived, open);
        await Task.Run(
            () =>
            {
                var batch = OpenWithFour(new BatchRun(), server, arrived);
                batch.Stop();
                open.Set();
                batch.Dispose();
                Assert.Equal(2, server.Requests.Count);
                Assert.Equal([0, 1, 2, 3], batch.Unreported.Select(r => r.Index).Order());
                Assert.Equal(2, batch.Unreported.Count(r => r.Success));
                Assert.Equal(2, batch.Unreported.Count(r => (r.Status, r.ErrorCode) == (DeliveryStatus.NotSent, ErrorCode.Cancelled)));
            },
            TestContext.Current.CancellationToken
        );
    }

    [Fact]
    public async Task Every_message_that_waits_when_the_batch_is_stopped_is_reported()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = new BatchRun();
        var options = new DeliveryOptions { ThrottleLimit = 2, Limits = BatchRun.Unlimited with { Requests = 1 } };
        await Task.Run(
            () =>
            {
                // One is sent; two wait for the rate limit, two behind them, and the last one waits for room in the batch.
                var batch = run.Open(server.BaseUri, options, _ => { });
                using var stopping = new Timer(_ => batch.Stop(), state: null, Timeout.Infinite, Timeout.Infinite);
                for (var i = 0; i < 6; i++)
                {
                    if (i == 5)
                    {
                        stopping.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                    }

                    batch.Post(BatchRun.Message(i));
                }

                batch.Complete();
                batch.Dispose();
                var unreported = batch.Unreported;
                Assert.Equal([0, 1, 2, 3, 4, 5], run.Results.Concat(unreported).Select(r => r.Index).Order());
                Assert.All(run.Results, r => Assert.True(r.Success));
                Assert.Equal(5, unreported.Count(r => (r.Status, r.ErrorCode) == (DeliveryStatus.NotSent, ErrorCode.Cancelled)));
            },
            TestContext.Current.CancellationToken
        );
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Stopping_cancels_requests_after_the_grace_period()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrived.Release();
                return Answer.Hang;
            }
        );
        await Task.Run(
            () =>
            {
                using var batch = new BatchRun().Open(server.BaseUri, new DeliveryOptions { Grace = TimeSpan.FromMilliseconds(50) });
                batch.Post(BatchRun.Message(0));
                arrived.Wait();
            },
            TestContext.Current.CancellationToken
        );
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wait_ends_when_the_batch_is_stopped()
    {
        await using var server = new ScriptedServer(Answer.Html(429, "Retry-After: 300"));
        var run = new BatchRun();
        await Task.Run(
            () =>
            {
                using var batch = run.Open(server.BaseUri, new DeliveryOptions { ThrottleLimit = 1, Grace = TimeSpan.FromHours(1) });
                batch.Post(BatchRun.Message(0));
                SpinWait.SpinUntil(() => server.Requests.Count == 1, TimeSpan.FromSeconds(30));
            },
            TestContext.Current.CancellationToken
        );
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_result_that_a_stopping_pipeline_did_not_accept_is_in_the_warning()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await Task.Run(
            () =>
            {
                DeliveryBatch? batch = null;
                batch = new BatchRun().Open(
                    server.BaseUri,
                    new DeliveryOptions { ThrottleLimit = 1 },
                    _ =>
                    {
                        batch!.Stop();
                        throw new InvalidOperationException("stopped");
                    }
                );
                using (batch)
                {
                    batch.Post(BatchRun.Message(0));
                    Assert.Throws<InvalidOperationException>(batch.Complete);
                }

                Assert.Equal(0, Assert.Single(batch.Unreported).Index);
            },
            TestContext.Current.CancellationToken
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_waits_for_room_is_reported_when_a_result_ends_the_pipeline(bool settles)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = new BatchRun();
        await Task.Run(
            () =>
            {
                DeliveryBatch? batch = null;
                batch = run.Open(
                    server.BaseUri,
                    new DeliveryOptions { ThrottleLimit = 1 },
                    _ =>
                    {
                        if (run.Results.Count > 1)
                        {
                            return;
                        }

                        if (settles)
                        {
                            batch!.EndEarly();
                        }

                        throw new InvalidOperationException("stopped");
                    }
                );
                var posted = 0;
                using (batch)
                {
                    void PostForever()
                    {
                        while (true)
                        {
                            batch.Post(BatchRun.Message(posted++));
                        }
                    }

                    Assert.Throws<InvalidOperationException>(PostForever);
                }

                var known = run.Results.Concat(batch.Unreported).OrderBy(r => r.Index).ToList();
                Assert.Equal(Enumerable.Range(0, posted), known.Select(r => r.Index));
                Assert.Equal(ErrorCode.Cancelled, known[^1].ErrorCode);
                Assert.Equal(settles, batch.Unreported.Count == 0);
            },
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>A server that signals each request, and responds only after the gate is open.</summary>
    private static ScriptedServer Gated(SemaphoreSlim arrived, ManualResetEventSlim open) =>
        new(
            (_, _) =>
            {
                arrived.Release();
                open.Wait();
                return Answer.Sent();
            }
        );

    /// <summary>A batch of two workers, each with one message in flight and another one behind it.</summary>
    private static DeliveryBatch OpenWithFour(BatchRun run, ScriptedServer server, SemaphoreSlim arrived)
    {
        var batch = run.Open(server.BaseUri, new DeliveryOptions { ThrottleLimit = 2, Grace = TimeSpan.FromMinutes(10) });
        for (var i = 0; i < 4; i++)
        {
            batch.Post(BatchRun.Message(i));
        }

        arrived.Wait();
        arrived.Wait();
        return batch;
    }
}
