using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Redis;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Delivery;
using Kirimy.Client.Tests.Servers;
using StackExchange.Redis;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests faults of a Redis server: unreachable, without its data, refusing, and replies that are lost.</summary>
public sealed class RedisLedgerTests : IDisposable
{
    private static readonly RequestEnd Arrived = new(TimeSpan.Zero, Counts: true);
    private static readonly RequestEnd Refused = new(TimeSpan.Zero, Counts: false);
    private static readonly RateLimits Hourly = new() { Window = TimeSpan.FromHours(1) };
    private static readonly string Scope = RedisKeys.ScopeOf(Entries.Scope.Fingerprint, Entries.Scope.Service);

    private readonly LedgerFolder folder = new();
    private readonly List<RedisLedgerStore> stores = [];

    public void Dispose()
    {
        foreach (var store in stores)
        {
            store.Dispose();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Records_survive_a_server_crash_and_a_step_waits_for_the_restart()
    {
        using var server = await StartAsync("--appendonly", "yes", "--appendfsync", "always");
        var store = Open(server.Uri);
        await BeginAsync(store, Entries.Of(Message("sent")), ReservationResult.Go);
        var ticket = Entries.Of(Message("k"));
        await BeginAsync(store, ticket, ReservationResult.Go);
        await server.KillAsync();
        var ending = store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent)).AsTask();
        Assert.False(ending.IsCompletedSuccessfully);
        await server.StartAgainAsync();
        await ending;
        await BeginAsync(store, Entries.Of(Message("k")), ReservationResult.AlreadySent);
        await BeginAsync(store, Entries.Of(Message("sent")), ReservationResult.InProgress);
    }

    [Fact]
    public async Task The_error_names_a_server_that_stays_unreachable()
    {
        using var server = await StartAsync();
        await server.KillAsync();
        var store = Open(server.Uri, new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        var failure = await Assert.ThrowsAsync<KirimyException>(() => BeginAsync(store, Entries.Of(Message("k")), ReservationResult.Go));
        AssertUnavailable(failure, server);
        using var log = new RedisDeliveryLog(
            RedisAddress.Parse(server.Uri),
            new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(200) },
            new LocalMarks(folder.Path)
        );
        AssertUnavailable(Assert.Throws<KirimyException>(() => log.Count(new DeliveryFilter(), CancellationToken.None)), server);
    }

    [Fact]
    public async Task A_server_without_TLS_is_never_contacted_in_plain_text()
    {
        using var server = await StartAsync();
        var store = Open($"rediss://127.0.0.1:{server.Port}", new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        AssertUnavailable(
            await Assert.ThrowsAsync<KirimyException>(() => BeginAsync(store, Entries.Of(Message("k")), ReservationResult.Go)),
            server
        );
    }

    [Theory]
    [InlineData("redis://:hunter2@127.0.0.1:{0}")]
    [InlineData("redis://nobody:hunter2@127.0.0.1:{0}")]
    [InlineData("redis://127.0.0.1:{0}")]
    [InlineData("redis://:correct%20horse@127.0.0.1:{0}/99")]
    public async Task A_wrong_password_or_database_is_refused_immediately_without_showing_the_password(string address)
    {
        using var server = await StartAsync("--requirepass", "correct horse");
        var patient = new LedgerOptions { Timeout = TimeSpan.FromMinutes(1) };
        var store = Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, server.Port), patient);
        var failure = await Assert.ThrowsAsync<KirimyException>(() => BeginAsync(store, Entries.Of(Message("k")), ReservationResult.Go));
        AssertUnavailable(failure, server);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_the_library_canceled_is_retried()
    {
        using var server = await StartAsync();
        using var connection = new RedisConnection(RedisAddress.Parse(server.Uri), new LedgerOptions());
        var attempts = 0;
        var reply = await connection.RepeatAsync(
            _ => attempts++ < 2 ? Task.FromCanceled<string>(new CancellationToken(canceled: true)) : Task.FromResult("done"),
            CancellationToken.None
        );
        Assert.Equal(("done", 3), (reply, attempts));
    }

    [Fact]
    public async Task A_server_whose_commands_are_all_canceled_is_unavailable()
    {
        using var server = await StartAsync();
        using var connection = new RedisConnection(
            RedisAddress.Parse(server.Uri),
            new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(200) }
        );
        var canceled = Task.FromCanceled<string>(new CancellationToken(canceled: true));
        var failure = await Assert.ThrowsAsync<KirimyException>(() => connection.RepeatAsync(_ => canceled, CancellationToken.None));
        AssertUnavailable(failure, server);
    }

    [Fact]
    public async Task A_user_logs_on_with_a_password()
    {
        using var server = await StartAsync("--requirepass", "correct horse");
        await BeginAsync(Open($"redis://:correct%20horse@127.0.0.1:{server.Port}/5"), Entries.Of(Message("k")), ReservationResult.Go);
        await BeginAsync(
            Open($"redis://default:correct%20horse@127.0.0.1:{server.Port}/5"),
            Entries.Of(Message("k")),
            ReservationResult.InProgress
        );
    }

    [Fact]
    public async Task Scripts_are_loaded_again_when_the_server_lost_them()
    {
        using var server = await StartAsync();
        var store = Open(server.Uri);
        await BeginAsync(store, Entries.Of(Message("1")), ReservationResult.Go);
        await ExecuteAsync(server, "SCRIPT", "FLUSH");
        await BeginAsync(store, Entries.Of(Message("2")), ReservationResult.Go);
    }

    [Fact]
    public async Task A_step_whose_reply_was_lost_counts_once()
    {
        using var server = await StartAsync();
        var store = Open(server.Uri);
        var ticket = Entries.Of(Message("k"));
        await BeginAsync(store, ticket, ReservationResult.Go);
        await BeginAsync(store, ticket, ReservationResult.Go);
        Assert.Equal((1, 1), Used(server));
        var (record, request) = (ticket.RecordId, ticket.RequestId);
        await store.EndAsync(ticket, Refused, result: null);
        Assert.Equal((1, 0), Used(server));
        await store.EndAsync(Again("k", record, request), Refused, result: null);
        Assert.Equal((1, 0), Used(server));
        var other = Entries.Of(Message("other"));
        await BeginAsync(store, other, ReservationResult.Go);
        (record, request) = (other.RecordId, other.RequestId);
        await store.GiveBackAsync(other, CancellationToken.None);
        await store.GiveBackAsync(Again("other", record, request), CancellationToken.None);
        Assert.Equal((1, 0), Used(server));
    }

    [Fact]
    public async Task A_process_whose_lease_expired_does_not_continue_messages_of_the_new_owner()
    {
        using var server = await StartAsync();
        var (suspended, other) = (Open(server.Uri), Open(server.Uri));
        var ticket = Entries.Of(Message("k"));
        await BeginAsync(suspended, ticket, ReservationResult.Go);
        await suspended.GiveBackAsync(ticket, CancellationToken.None);
        await ForgetAsync(server, suspended);
        var taken = Entries.Of(Message("k"));
        await BeginAsync(other, taken, ReservationResult.Go);
        await BeginAsync(suspended, ticket, ReservationResult.InProgress);
        Assert.Equal((1, 1), Used(server));
        await suspended.EndAsync(ticket, request: null, Result(DeliveryStatus.NotSent));
        await other.EndAsync(taken, Arrived, Result(DeliveryStatus.Sent));
        await BeginAsync(suspended, Entries.Of(Message("k")), ReservationResult.AlreadySent);
    }

    [Fact]
    public async Task A_process_whose_lease_expired_still_records_the_outcome_of_its_request()
    {
        using var server = await StartAsync();
        var suspended = Open(server.Uri);
        var ticket = Entries.Of(Message("k"));
        await BeginAsync(suspended, ticket, ReservationResult.Go);
        await ForgetAsync(server, suspended);
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.MayHaveArrived);
        await suspended.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.AlreadySent);
    }

    [Fact]
    public async Task A_killed_process_of_this_machine_is_detected_immediately()
    {
        using var server = await StartAsync();
        var killed = Open(server.Uri);
        await BeginAsync(killed, Entries.Of(Message("k")), ReservationResult.Go);
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.InProgress);
        killed.Abandon();
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.MayHaveArrived);
    }

    [Fact]
    public async Task A_process_that_ends_releases_its_unfinished_messages_immediately()
    {
        using var server = await StartAsync();
        var ended = new RedisLedgerStore(RedisAddress.Parse(server.Uri), Entries.Scope, new LedgerOptions(), new LocalMarks(folder.Path));
        await BeginAsync(ended, Entries.Of(Message("k")), ReservationResult.Go);
        ended.Dispose();
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.MayHaveArrived);
    }

    [Fact]
    public async Task A_process_that_ended_while_the_server_was_down_is_recovered_immediately()
    {
        using var server = await StartAsync("--appendonly", "yes", "--appendfsync", "always");
        var ended = Open(server.Uri);
        await BeginAsync(ended, Entries.Of(Message("k")), ReservationResult.Go);
        await server.KillAsync();
        ended.Dispose();
        stores.Remove(ended);
        await server.StartAgainAsync();
        await BeginAsync(Open(server.Uri), Entries.Of(Message("k")), ReservationResult.MayHaveArrived);
    }

    [Fact]
    public async Task A_silent_server_does_not_block_cancellation()
    {
        using var server = await StartAsync("--enable-debug-command", "yes");
        var store = Open(server.Uri);
        await BeginAsync(store, Entries.Of(Message("k")), ReservationResult.Go);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},allowAdmin=true");
        var asleep = connection.GetDatabase().ExecuteAsync("DEBUG", "SLEEP", 8);
        var began = TimeProvider.System.GetTimestamp();
        store.Dispose();
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        await Task.WhenAny(asleep);
    }

    [Fact]
    public async Task Records_expire_and_contain_neither_the_API_key_nor_the_text()
    {
        using var server = await StartAsync();
        var store = Open(server.Uri);
        var ticket = Entries.Of(Message("k"));
        await BeginAsync(store, ticket, ReservationResult.Go);
        await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
        var record = RedisKeys.PrefixOf(Scope) + ":record:" + RedisKeys.RecordOf(ticket.Message, store.Owner, ticket.RecordId);
        var left = TimeSpan.FromMilliseconds((long)await ExecuteAsync(server, "PTTL", record));
        Assert.InRange(left, TimeSpan.FromDays(89), TimeSpan.FromDays(90));
        var kept = (string[])(await ExecuteAsync(server, "HGETALL", record))!;
        Assert.DoesNotContain(ticket.Message.Text, kept);
        var keys = (string[])(await ExecuteAsync(server, "KEYS", "*"))!;
        Assert.DoesNotContain(keys.Concat(kept), text => text.Contains(Secrets.Text, StringComparison.Ordinal));
    }

    private static OutgoingMessage Message(string key) => BatchRun.Message(0) with { Identity = new IdempotencyKey("batch", key) };

    private static LedgerEntry Again(string key, long record, long request)
    {
        var entry = Entries.Of(Message(key));
        (entry.RecordId, entry.RequestId) = (record, request);
        return entry;
    }

    private static SendResult Result(DeliveryStatus status) => new() { Status = status, SessionId = "s" };

    private static async Task BeginAsync(RedisLedgerStore store, LedgerEntry ticket, ReservationResult expected)
    {
        var turn = await store.BeginAsync(ticket, "s", CancellationToken.None);
        Assert.Equal(expected, turn.Result);
    }

    private static void AssertUnavailable(KirimyException failure, RedisServer server)
    {
        Assert.Equal(ErrorCode.LedgerUnavailable, failure.Code);
        Assert.Contains($"127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
    }

    private static Task<RedisServer> StartAsync(params string[] options)
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        return RedisServer.StartAsync(options);
    }

    private static async Task<RedisResult> ExecuteAsync(RedisServer server, string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{server.Port},allowAdmin=true");
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    /// <summary>Expires the lease of a process.</summary>
    private static async Task ForgetAsync(RedisServer server, RedisLedgerStore store) =>
        await ExecuteAsync(server, "ZADD", RedisKeys.OwnersOf(Scope), "XX", 1, store.Owner);

    private (int Requests, int Messages) Used(RedisServer server)
    {
        using var log = new RedisDeliveryLog(RedisAddress.Parse(server.Uri), new LedgerOptions(), new LocalMarks(folder.Path));
        var quota = Assert.Single(log.Quotas(Hourly));
        return (quota.RequestsInWindow, quota.SentToday);
    }

    private RedisLedgerStore Open(string address, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions { Timeout = TimeSpan.FromMinutes(1) };
        var store = new RedisLedgerStore(
            RedisAddress.Parse(address),
            Entries.Scope,
            options with
            {
                Limits = Hourly,
            },
            new LocalMarks(folder.Path)
        );
        stores.Add(store);
        return store;
    }
}
