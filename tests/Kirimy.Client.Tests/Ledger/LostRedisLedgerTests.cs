using System.Net;
using System.Net.Sockets;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Redis;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Delivery;
using Kirimy.Client.Tests.Servers;
using StackExchange.Redis;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests that a Redis server which lost its data isn't treated as a new ledger, and that an unreachable one causes one wait.</summary>
public sealed class LostRedisLedgerTests : IDisposable
{
    private static readonly RequestEnd Arrived = new(TimeSpan.Zero, Counts: true);

    private readonly LedgerFolder folder = new();

    private string Marks => Path.Combine(folder.Path, "redis.marks");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("restart without persistence")]
    public async Task No_request_begins_when_the_data_was_lost_during_a_run(string how)
    {
        using var server = await StartAsync();
        using var store = Open(server);
        var sent = Entry("sent");
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(sent, "s", CancellationToken.None)).Result);
        await LoseAsync(server, how);
        await AssertLostAsync(server, () => store.BeginAsync(Entry("next"), "s", CancellationToken.None).AsTask());
        await AssertLostAsync(server, () => store.EndAsync(sent, Arrived, new SendResult { Status = DeliveryStatus.Sent }).AsTask());
        Assert.Equal(0, (long)await ExecuteAsync(server, "DBSIZE"));
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("restart without persistence")]
    public async Task No_request_begins_when_the_data_was_lost_between_two_runs(string how)
    {
        using var server = await StartAsync();
        await SendAsync(server);
        await LoseAsync(server, how);
        for (var run = 0; run < 2; run++)
        {
            using var store = Open(server);
            await AssertLostAsync(server, () => store.BeginAsync(Entry("sent"), "s", CancellationToken.None).AsTask());
        }

        // A new ledger is started as the error message recommends.
        File.Delete(Assert.Single(Directory.GetFiles(Marks, "*.ledger")));
        using var anew = Open(server);
        Assert.Equal(ReservationResult.Go, (await anew.BeginAsync(Entry("sent"), "s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task A_server_with_durable_data_is_used_after_a_restart()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        using var server = await RedisServer.StartDurableAsync();
        await SendAsync(server);
        await server.KillAsync();
        await server.StartAgainAsync();
        using var store = Open(server);
        Assert.Equal(ReservationResult.AlreadySent, (await store.BeginAsync(Entry("sent"), "s", CancellationToken.None)).Result);
    }

    [Theory]
    [InlineData("redis", "closed")]
    [InlineData("rediss", "plain")]
    [InlineData("redis", "silent")]
    public async Task An_unusable_server_delays_any_number_of_callers_no_longer_than_the_timeout(string scheme, string port)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var server = port == "plain" ? await StartAsync() : null;
        var number = server?.Port ?? ((IPEndPoint)silent.LocalEndpoint).Port;
        if (port == "closed")
        {
            silent.Stop();
        }

        var address = RedisAddress.Parse(FormattableString.Invariant($"{scheme}://127.0.0.1:{number}"));
        using var store = new RedisLedgerStore(
            address,
            Entries.Scope,
            new LedgerOptions { Timeout = TimeSpan.FromSeconds(2) },
            new LocalMarks(Marks)
        );
        var began = TimeProvider.System.GetTimestamp();
        var failures = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Assert.ThrowsAsync<KirimyException>(() => store.BeginAsync(Entry($"{i}"), "s", CancellationToken.None).AsTask())
                )
        );
        Assert.All(failures, static failure => Assert.Equal(ErrorCode.LedgerUnavailable, failure.Code));

        // One timeout for all, plus a margin for a busy machine.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static LedgerEntry Entry(string key) => Entries.Of(BatchRun.Message(0) with { Identity = new IdempotencyKey("batch", key) });

    private static Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        return RedisServer.StartAsync();
    }

    private static async Task LoseAsync(RedisServer server, string how)
    {
        if (how == "FLUSHALL")
        {
            await ExecuteAsync(server, how);
            return;
        }

        await server.KillAsync();
        await server.StartAgainAsync();
    }

    private static async Task<RedisResult> ExecuteAsync(RedisServer server, string command)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},allowAdmin=true");
        return await connection.GetDatabase().ExecuteAsync(command);
    }

    private static async Task AssertLostAsync(RedisServer server, Func<Task> step)
    {
        var lost = await Assert.ThrowsAsync<KirimyException>(step);
        Assert.Equal(ErrorCode.LedgerDamaged, lost.Code);
        Assert.Contains($"127.0.0.1:{server.Port}", lost.Message, StringComparison.Ordinal);
        Assert.Contains("redis.marks", lost.Message, StringComparison.Ordinal);
    }

    private async Task SendAsync(RedisServer server)
    {
        using var store = Open(server);
        var entry = Entry("sent");
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(entry, "s", CancellationToken.None)).Result);
        await store.EndAsync(entry, Arrived, new SendResult { Status = DeliveryStatus.Sent, SessionId = "s" });
    }

    private RedisLedgerStore Open(RedisServer server) =>
        new(RedisAddress.Parse(server.Uri), Entries.Scope, new LedgerOptions { Timeout = TimeSpan.FromSeconds(30) }, new LocalMarks(Marks));
}
