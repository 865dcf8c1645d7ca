using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Redis;
using Kirimy.Client.Tests.Servers;
using StackExchange.Redis;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Contract tests on a real server. It uses its own clock, so the windows are short.</summary>
public sealed class RedisLedgerContractTests(RedisLedgerContractTests.Server server)
    : SharedLedgerContractTests,
        IClassFixture<RedisLedgerContractTests.Server>,
        IAsyncLifetime
{
    /// <summary>A folder that can't be created, so that processes use the lease as on several machines.</summary>
    private static readonly LocalMarks NoMarks = new(Path.Combine(typeof(RedisLedgerStore).Assembly.Location, "marks"));

    private readonly List<(DeliveryLedger Ledger, RedisLedgerStore Store)> stores = [];

    private protected override TimeProvider Time => TimeProvider.System;

    private protected override TimeSpan Window => TimeSpan.FromMilliseconds(300);

    // A margin for two clocks of one machine: one with microseconds, and one with the resolution of a timer.
    private protected override TimeSpan Margin => RedisLedgerStore.Margin + TimeSpan.FromMilliseconds(1);

    private RedisAddress Address => RedisAddress.Parse(server.Redis.Uri);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        await server.ExecuteAsync("FLUSHALL");
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private protected override DeliveryLedger OpenLedger(LedgerOptions options)
    {
        var store = new RedisLedgerStore(Address, Entries.Scope, options, NoMarks);
        var ledger = new DeliveryLedger(store, options.Time);
        stores.Add((ledger, store));
        return ledger;
    }

    private protected override IDeliveryLog OpenLog() => new RedisDeliveryLog(Address, Options, NoMarks);

    private protected override async Task KillAsync(DeliveryLedger ledger)
    {
        var store = stores.Single(pair => pair.Ledger == ledger).Store;
        store.Abandon();
        await server.ForgetAsync(store);
    }

    private protected override Task PassAsync(TimeSpan time) => Task.Delay(time);

    private protected override Task PassUntilAsync(Task task) => task;

    /// <summary>One server for all of them.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private ConnectionMultiplexer? connection;

        internal RedisServer Redis { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            if (!RedisServer.IsInstalled)
            {
                return;
            }

            Redis = await RedisServer.StartAsync();
            connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Redis.Port},allowAdmin=true");
        }

        public Task<RedisResult> ExecuteAsync(string command, params object[] arguments) =>
            connection!.GetDatabase().ExecuteAsync(command, arguments);

        public async ValueTask DisposeAsync()
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            Redis?.Dispose();
        }

        /// <summary>Expires the lease of a process.</summary>
        internal async Task ForgetAsync(RedisLedgerStore store)
        {
            var scope = RedisKeys.ScopeOf(Entries.Scope.Fingerprint, Entries.Scope.Service);
            await ExecuteAsync("ZADD", RedisKeys.OwnersOf(scope), "XX", 1, store.Owner);
        }
    }
}
