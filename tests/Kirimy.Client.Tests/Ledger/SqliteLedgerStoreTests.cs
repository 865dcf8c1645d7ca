using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.RateLimiting;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests the SQLite file, in addition to the contract tests.</summary>
public sealed class SqliteLedgerStoreTests : SqliteStoreTestBase
{
    [Fact]
    public async Task Only_the_owner_can_access_the_ledger_and_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = Path.Combine(Folder.Path, "new", "ledger.db");
        using var store = Open(path);
        await store.HoldAsync(TimeSpan.Zero);
        var files = Directory.GetFiles(Path.GetDirectoryName(path)!, "*", SearchOption.AllDirectories);
        Assert.Equal(5, files.Length);
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(f)));
        Assert.All(
            [Path.GetDirectoryName(path)!, path + ".marks"],
            f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(f))
        );
    }

    [Fact]
    public async Task Many_simultaneous_callers_are_all_served()
    {
        var options = Options with { Limits = BatchRun.Unlimited };
        using (var store = Open(Folder.Ledger, options))
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(() => SendAsync(store, worker))));
        }

        using var log = SqliteDeliveryLog.Open(Folder.Ledger, options);
        var records = log.Read(new DeliveryFilter(), CancellationToken.None).ToList();
        Assert.Equal(16 * 20, records.DistinctBy(r => r.MessageKey).Count());
        Assert.All(records, r => Assert.Equal(DeliveryStatus.Sent, r.Status));
        Assert.Equal(16 * 20, Assert.Single(log.Quotas(BatchRun.Unlimited)).SentToday);

        static async Task SendAsync(SqliteLedgerStore store, int worker)
        {
            for (var i = 0; i < 20; i++)
            {
                var ticket = Entry($"{worker}-{i}");
                Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", CancellationToken.None)).Result);
                await store.EndAsync(ticket, Arrived, Result(DeliveryStatus.Sent));
            }
        }
    }

    [Fact]
    public async Task A_file_left_by_a_killed_process_does_not_count_as_a_live_process()
    {
        var marks = Folder.Ledger + ".marks";
        string left;
        using (var killed = Open(Folder.Ledger))
        {
            Assert.Equal(ReservationResult.Go, (await killed.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
            left = Assert.Single(Directory.GetFiles(marks), static file => !file.EndsWith(".ledger", StringComparison.Ordinal));
            using var other = Open(Folder.Ledger);
            Assert.Equal(ReservationResult.InProgress, (await other.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
        }

        File.Create(left).Dispose();
        using var next = Open(Folder.Ledger);
        Assert.Equal(ReservationResult.MayHaveArrived, (await next.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task An_API_key_has_separate_limits_and_records_at_each_service()
    {
        var options = Options with { Limits = new RateLimits { Requests = 1 } };
        using var one = Open(Folder.Ledger, options);
        using var other = SqliteLedgerStore.Open(Folder.Ledger, Entries.ScopeOf("http://127.0.0.1:2/"), options);
        Assert.Equal(ReservationResult.Go, (await one.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await other.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task A_message_key_of_any_length_and_script_identifies_a_message()
    {
        var key = new string('é', 5000);
        using var store = Open(Folder.Ledger);
        var sent = Entry(key);
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(sent, "s", CancellationToken.None)).Result);
        await store.EndAsync(sent, Arrived, Result(DeliveryStatus.Sent));
        Assert.Equal(ReservationResult.AlreadySent, (await store.BeginAsync(Entry(key), "s", CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(Entry(key + "😀"), "s", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task Sent_messages_are_known_while_another_process_uses_the_file()
    {
        using var store = Open(Folder.Ledger);
        var sent = Entry("k");
        await store.BeginAsync(sent, "s", CancellationToken.None);
        await store.EndAsync(sent, Arrived, Result(DeliveryStatus.Sent));
        await store.BeginAsync(Entry("under way"), "s", CancellationToken.None);
        using var other = SqliteDatabase.Open(Folder.Ledger, Options.Timeout);
        other.Begin();
        Assert.Equal(ReservationResult.AlreadySent, (await store.LookUpAsync(Entry("k").Message, CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.InProgress, (await store.LookUpAsync(Entry("under way").Message, CancellationToken.None)).Result);
        Assert.Equal(ReservationResult.Go, (await store.LookUpAsync(Entry("new").Message, CancellationToken.None)).Result);
        other.Rollback();
    }

    [Fact]
    public async Task A_reader_recovers_the_records_of_a_dead_process_first()
    {
        using (var dead = Open(Folder.Ledger))
        {
            await dead.BeginAsync(Entry("before"), "s", CancellationToken.None);
        }

        using var store = Open(Folder.Ledger);
        using (var dead = Open(Folder.Ledger))
        {
            await dead.BeginAsync(Entry("since"), "s", CancellationToken.None);
        }

        foreach (var key in new[] { "before", "since" })
        {
            Assert.Equal(ReservationResult.MayHaveArrived, (await store.LookUpAsync(Entry(key).Message, CancellationToken.None)).Result);
        }
    }

    [Fact]
    public async Task An_Unknown_message_stays_Unknown_when_its_resend_is_not_sent()
    {
        using var store = Open(Folder.Ledger);
        var ticket = Entry("k");
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", CancellationToken.None)).Result);
        await store.EndAsync(ticket, Arrived, result: null);
        await store.EndAsync(ticket, request: null, Result(DeliveryStatus.NotSent));
        Assert.Equal(ReservationResult.MayHaveArrived, (await store.BeginAsync(Entry("k"), "s", CancellationToken.None)).Result);
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    [Fact]
    public async Task A_step_rolled_back_with_another_message_is_counted_once()
    {
        using var store = Open(Folder.Ledger);
        var bad = Entries.Of(BatchRun.Message(1) with { Recipient = null! });
        await Assert.ThrowsAsync<KirimyException>(() => TogetherAsync(store, [Entry("1"), bad, Entry("2")]));
        using var log = SqliteDeliveryLog.Open(Folder.Ledger, Options);
        Assert.Equal(2, log.Read(new DeliveryFilter(), CancellationToken.None).Count());
        Assert.Equal(2, Assert.Single(log.Quotas(Options.Limits)).SentToday);
    }
}
