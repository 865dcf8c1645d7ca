using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>What is the file's own, beside the contract of all ledgers.</summary>
public sealed class SqliteLedgerStoreTests : IDisposable
{
    private static readonly RequestEnd Arrived = new(TimeSpan.Zero, Counts: true);

    private readonly LedgerFolder folder = new();
    private readonly SettableClock clock = new();

    private LedgerOptions Options => new() { Time = clock, Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_file_and_what_lies_beside_it_are_their_owner_s_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = Path.Combine(folder.Path, "new", "ledger.db");
        using var store = Open(path);
        await store.HoldAsync(TimeSpan.Zero);
        var files = Directory.GetFiles(Path.GetDirectoryName(path)!, "*", SearchOption.AllDirectories);
        Assert.Equal(4, files.Length);
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(f)));
        Assert.All(
            [Path.GetDirectoryName(path)!, path + ".holders"],
            f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(f))
        );
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_served()
    {
        var options = Options with { Limits = BatchRun.Unlimited };
        using (var store = Open(folder.Ledger, options))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(() => SendAsync(store, worker))));
        }

        using var log = SqliteDeliveryLog.Open(folder.Ledger, options);
        var records = log.Read(new DeliveryFilter(), CancellationToken.None).ToList();
        Assert.Equal(16 * 20, records.DistinctBy(r => r.MessageKey).Count());
        Assert.All(records, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        Assert.Equal(16 * 20, Assert.Single(log.Quotas(BatchRun.Unlimited)).SentToday);

        static async Task SendAsync(SqliteLedgerStore store, int worker)
        {
            for (var i = 0; i < 20; i++)
            {
                var ticket = Ticket($"{worker}-{i}");
                Assert.Equal(Admission.Go, (await store.TryBeginAsync(ticket, "s", CancellationToken.None)).Admission);
                await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
            }
        }
    }

    [Fact]
    public async Task A_file_that_a_killed_process_left_behind_is_not_taken_for_a_live_one()
    {
        var holders = folder.Ledger + ".holders";
        string left;
        using (var killed = Open(folder.Ledger))
        {
            Assert.Equal(Admission.Go, (await killed.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
            left = Assert.Single(Directory.GetFiles(holders));
            using var other = Open(folder.Ledger);
            Assert.Equal(Admission.InProgress, (await other.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
        }

        File.Create(left).Dispose();
        using var next = Open(folder.Ledger);
        Assert.Equal(Admission.MayHaveArrived, (await next.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_key_at_another_service_has_limits_and_records_of_its_own()
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using var one = Open(folder.Ledger, options);
        using var other = SqliteLedgerStore.Open(folder.Ledger, BatchRun.Client(new Uri("http://127.0.0.1:2/")), options);
        Assert.Equal(Admission.Go, (await one.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
        Assert.Equal(Admission.Go, (await other.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_nobody_waiting_for_longer_than_the_window()
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using var store = Open(folder.Ledger, options);
        var first = Ticket("1");
        Assert.Equal(Admission.Go, (await store.TryBeginAsync(first, "s", CancellationToken.None)).Admission);
        await store.EndAsync(first, Arrived, result: null);
        clock.Now -= TimeSpan.FromDays(1);
        var second = Ticket("2");
        var turn = await store.TryBeginAsync(second, "s", CancellationToken.None);
        Assert.Null(turn.Admission);
        Assert.Equal(options.Limits.Window + MemoryLedger.Margin, turn.Wait);

        // Who comes after knows that it was, and does not set the times back again.
        await store.GiveBackAsync(second, CancellationToken.None);
        using var other = Open(folder.Ledger, options);
        Assert.Null((await other.TryBeginAsync(Ticket("3"), "s", CancellationToken.None)).Admission);
    }

    [Theory]
    [InlineData("the key's own next process")]
    [InlineData("another key's process")]
    [InlineData("who looks records up")]
    public async Task A_request_of_a_dead_process_stays_in_the_window_where_the_clock_was_set_back_since(string first)
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using (var dead = Open(folder.Ledger, options))
        {
            Assert.Equal(Admission.Go, (await dead.TryBeginAsync(Ticket("1"), "s", CancellationToken.None)).Admission);
        }

        clock.Now -= TimeSpan.FromMinutes(30);
        if (first == "another key's process")
        {
            SqliteLedgerStore.Open(folder.Ledger, BatchRun.Client(new Uri("http://127.0.0.1:2/")), options).Dispose();
        }
        else if (first == "who looks records up")
        {
            using var log = SqliteDeliveryLog.Open(folder.Ledger, options);
            Assert.Single(log.Read(new DeliveryFilter(), CancellationToken.None));
        }

        using var next = Open(folder.Ledger, options);
        var turn = await next.TryBeginAsync(Ticket("2"), "s", CancellationToken.None);
        Assert.Null(turn.Admission);
        Assert.InRange(turn.Wait, options.Limits.Window, options.Limits.Window + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_ledger_of_the_first_layout_still_knows_what_was_sent_in_the_last_minute()
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        var first = Ticket("1");
        using (var store = Open(folder.Ledger, options))
        {
            Assert.Equal(Admission.Go, (await store.TryBeginAsync(first, "s", CancellationToken.None)).Admission);
            await store.EndAsync(first, Arrived, Result(DeliveryStatus.Sent));
        }

        using (var file = SqliteFile.Open(folder.Ledger, options.Timeout))
        {
            file.Execute(LedgerFolder.ToFirstLayout);
        }

        using var renewed = Open(folder.Ledger, options);
        var turn = await renewed.TryBeginAsync(Ticket("2"), "s", CancellationToken.None);
        Assert.Null(turn.Admission);
        Assert.Equal(options.Limits.Window + MemoryLedger.Margin, turn.Wait);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_an_alert_back_for_no_longer_than_its_window()
    {
        var alert = BatchRun.Message(0) with { Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null) };
        using var store = Open(folder.Ledger);
        await store.EndAlertAsync(alert, await store.RaiseAsync(alert), wasSent: true);
        clock.Now -= TimeSpan.FromDays(1);
        Assert.Equal(clock.Now + TimeSpan.FromHours(1), (await store.RaiseAsync(alert)).Until);
    }

    [Fact]
    public async Task A_key_of_any_length_and_script_tells_messages_apart()
    {
        var key = new string('é', 5000);
        using var store = Open(folder.Ledger);
        var sent = Ticket(key);
        Assert.Equal(Admission.Go, (await store.TryBeginAsync(sent, "s", CancellationToken.None)).Admission);
        await store.EndAsync(sent, Arrived, Result(DeliveryStatus.Sent));
        Assert.Equal(Admission.AlreadySent, (await store.TryBeginAsync(Ticket(key), "s", CancellationToken.None)).Admission);
        Assert.Equal(Admission.Go, (await store.TryBeginAsync(Ticket(key + "😀"), "s", CancellationToken.None)).Admission);
    }

    [Fact]
    public async Task What_was_sent_is_known_also_while_another_process_has_the_file()
    {
        using var store = Open(folder.Ledger);
        var sent = Ticket("k");
        await store.TryBeginAsync(sent, "s", CancellationToken.None);
        await store.EndAsync(sent, Arrived, Result(DeliveryStatus.Sent));
        await store.TryBeginAsync(Ticket("under way"), "s", CancellationToken.None);
        using var other = SqliteFile.Open(folder.Ledger, Options.Timeout);
        other.Begin();
        Assert.Equal(Admission.AlreadySent, (await store.LookUpAsync(Ticket("k").Message, CancellationToken.None)).Admission);
        Assert.Equal(Admission.InProgress, (await store.LookUpAsync(Ticket("under way").Message, CancellationToken.None)).Admission);
        Assert.Null((await store.LookUpAsync(Ticket("new").Message, CancellationToken.None)).Admission);
        other.Rollback();
    }

    [Fact]
    public async Task Who_looks_takes_over_from_a_dead_process_first()
    {
        using (var dead = Open(folder.Ledger))
        {
            await dead.TryBeginAsync(Ticket("before"), "s", CancellationToken.None);
        }

        using var store = Open(folder.Ledger);
        using (var dead = Open(folder.Ledger))
        {
            await dead.TryBeginAsync(Ticket("since"), "s", CancellationToken.None);
        }

        foreach (var key in new[] { "before", "since" })
        {
            Assert.Equal(Admission.MayHaveArrived, (await store.LookUpAsync(Ticket(key).Message, CancellationToken.None)).Admission);
        }
    }

    [Fact]
    public async Task What_may_have_arrived_stays_so_when_the_message_ends_unsent()
    {
        using var store = Open(folder.Ledger);
        var ticket = Ticket("k");
        Assert.Equal(Admission.Go, (await store.TryBeginAsync(ticket, "s", CancellationToken.None)).Admission);
        await store.EndAsync(ticket, Arrived, result: null);
        await store.EndAsync(ticket, request: null, Result(DeliveryStatus.NotSent));
        Assert.Equal(Admission.MayHaveArrived, (await store.TryBeginAsync(Ticket("k"), "s", CancellationToken.None)).Admission);
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    [Theory]
    [InlineData("waiting", "first", "second")]
    [InlineData("first", "waiting", "second")]
    [InlineData("first", "second", "waiting")]
    public async Task Who_comes_for_its_slot_too_late_shares_it_with_nobody(params string[] order)
    {
        using var store = Open(folder.Ledger, Options with { Limits = new RateLimits { Requests = 2 } });
        var (one, other) = (Ticket("1"), Ticket("2"));
        foreach (var ticket in new[] { one, other })
        {
            Assert.Equal(Admission.Go, (await store.TryBeginAsync(ticket, "s", CancellationToken.None)).Admission);
        }

        var tickets = order.ToDictionary(name => name, Ticket);
        Assert.Null((await store.TryBeginAsync(tickets["waiting"], "s", CancellationToken.None)).Admission);
        await store.EndAsync(one, Arrived, Result(DeliveryStatus.Sent));
        await store.EndAsync(other, Arrived, Result(DeliveryStatus.Sent));
        clock.Now += TimeSpan.FromMinutes(10);

        var turns = await TogetherAsync(store, order.Select(name => tickets[name]));
        Assert.Equal(2, turns.Count(turn => turn.Admission == Admission.Go));
    }

    [Fact]
    public async Task What_was_undone_with_another_message_s_failure_is_counted_once()
    {
        using var store = Open(folder.Ledger);
        var bad = new Ticket(BatchRun.Message(1) with { Receive = null! });
        await Assert.ThrowsAsync<KirimyException>(() => TogetherAsync(store, [Ticket("1"), bad, Ticket("2")]));
        using var log = SqliteDeliveryLog.Open(folder.Ledger, Options);
        Assert.Equal(2, log.Read(new DeliveryFilter(), CancellationToken.None).Count());
        Assert.Equal(2, Assert.Single(log.Quotas(Options.Limits)).SentToday);
    }

    [Fact]
    public async Task A_slot_that_was_free_a_moment_ago_may_be_another_process_s_now()
    {
        var options = Options with { Limits = new RateLimits { Requests = 3 } };
        using var store = Open(folder.Ledger, options);
        foreach (var ticket in new[] { Ticket("a"), Ticket("b"), Ticket("c") })
        {
            await store.TryBeginAsync(ticket, "s", CancellationToken.None);
            await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
        }

        clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(Admission.Go, (await store.TryBeginAsync(Ticket("1"), "s", CancellationToken.None)).Admission);
        using var other = Open(folder.Ledger, options);
        Assert.Equal(Admission.Go, (await other.TryBeginAsync(Ticket("2"), "s", CancellationToken.None)).Admission);
        Assert.Equal(Admission.Go, (await other.TryBeginAsync(Ticket("3"), "s", CancellationToken.None)).Admission);
        Assert.Null((await store.TryBeginAsync(Ticket("4"), "s", CancellationToken.None)).Admission);
    }

    [Fact]
    public async Task Many_slots_taken_in_one_transaction_are_each_used_once()
    {
        using var store = Open(folder.Ledger, Options with { Limits = new RateLimits { Requests = 40 } });
        for (var round = 0; round < 2; round++)
        {
            var tickets = Enumerable.Range(0, 50).Select(i => Ticket($"{round}-{i}")).ToList();
            var turns = await TogetherAsync(store, tickets);
            Assert.Equal(40, turns.Count(turn => turn.Admission == Admission.Go));
            Assert.Equal(40, tickets.Where((_, i) => turns[i].Admission == Admission.Go).DistinctBy(ticket => ticket.Slot).Count());
            foreach (var ticket in tickets)
            {
                RequestEnd? request = turns[tickets.IndexOf(ticket)].Admission == Admission.Go ? Arrived : null;
                await store.EndAsync(ticket, request, Result(DeliveryStatus.Sent));
            }

            clock.Now += TimeSpan.FromMinutes(2);
        }
    }

    [Fact]
    public async Task A_slot_that_was_taken_and_not_used_is_not_lost_with_the_process()
    {
        var options = Options with { Limits = new RateLimits { Requests = 3 } };
        using (var store = Open(folder.Ledger, options))
        {
            var tickets = new[] { Ticket("1"), Ticket("2"), Ticket("3") };
            foreach (var ticket in tickets)
            {
                Assert.Equal(Admission.Go, (await store.TryBeginAsync(ticket, "s", CancellationToken.None)).Admission);
            }

            await store.GiveBackAsync(tickets[0], CancellationToken.None);
            await store.GiveBackAsync(tickets[1], CancellationToken.None);
            await store.EndAsync(tickets[2], Arrived, Result(DeliveryStatus.Sent));
        }

        using var next = Open(folder.Ledger, options);
        Assert.Equal(Admission.Go, (await next.TryBeginAsync(Ticket("4"), "s", CancellationToken.None)).Admission);
        Assert.Equal(Admission.Go, (await next.TryBeginAsync(Ticket("5"), "s", CancellationToken.None)).Admission);
        Assert.Null((await next.TryBeginAsync(Ticket("6"), "s", CancellationToken.None)).Admission);
    }

    [Fact]
    public async Task Slots_of_a_higher_limit_are_not_given_out_under_a_lower_one()
    {
        using (var store = Open(folder.Ledger, Options with { Limits = new RateLimits { Requests = 5 } }))
        {
            foreach (var i in Enumerable.Range(0, 5))
            {
                var ticket = Ticket($"{i}");
                Assert.Equal(Admission.Go, (await store.TryBeginAsync(ticket, "s", CancellationToken.None)).Admission);
                await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
            }
        }

        clock.Now += TimeSpan.FromMinutes(2);
        using var lower = Open(folder.Ledger, Options with { Limits = new RateLimits { Requests = 2 } });
        Assert.Equal(Admission.Go, (await lower.TryBeginAsync(Ticket("a"), "s", CancellationToken.None)).Admission);
        Assert.Equal(Admission.Go, (await lower.TryBeginAsync(Ticket("b"), "s", CancellationToken.None)).Admission);
        Assert.Null((await lower.TryBeginAsync(Ticket("c"), "s", CancellationToken.None)).Admission);
    }

    /// <summary>Has several begin in one transaction: they come in while another process has the file.</summary>
    private async Task<IReadOnlyList<Turn>> TogetherAsync(SqliteLedgerStore store, IEnumerable<Ticket> tickets)
    {
        using var other = SqliteFile.Open(folder.Ledger, Options.Timeout);
        other.Begin();
        var before = store.HoldAsync(TimeSpan.Zero).AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        var turns = tickets.Select(ticket => store.TryBeginAsync(ticket, "s", CancellationToken.None).AsTask()).ToList();
        other.Rollback();
        await before;
        return await Task.WhenAll(turns);
    }

    private static Ticket Ticket(string key) => new(BatchRun.Message(0) with { Identity = new MessageIdentity("batch", key) });

    private static SendResult Result(DeliveryStatus status) => new() { Status = status, Receive = "6281234567890" };

    private SqliteLedgerStore Open(string path, LedgerOptions? options = null) =>
        SqliteLedgerStore.Open(path, BatchRun.Client(new Uri("http://127.0.0.1:1/")), options ?? Options);

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 17, 15, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
