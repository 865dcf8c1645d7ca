using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests unusable files: the error names the file, the cause and the action before anything is sent.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly LedgerOptions Options = new() { Timeout = TimeSpan.FromSeconds(20) };

    private readonly LedgerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_not_a_database_is_damaged_and_left_unchanged()
    {
        var garbage = new string('x', 5000);
        File.WriteAllText(folder.Ledger, garbage);
        Refuses(ErrorCode.LedgerDamaged, folder.Ledger);
        Assert.Equal(garbage, File.ReadAllText(folder.Ledger));
    }

    [Fact]
    public void The_error_about_another_file_does_not_recommend_deleting_it()
    {
        File.WriteAllText(folder.Ledger, new string('x', 5000));
        var refusal = Assert.Throws<KirimyException>(() => SqliteDeliveryLog.Open(folder.Ledger, Options));
        Assert.Equal(ErrorCode.LedgerDamaged, refusal.Code);
        Assert.DoesNotContain("delete", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("-Ledger", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_of_another_program_is_damaged_and_left_unchanged()
    {
        Execute("PRAGMA application_id = 1; PRAGMA user_version = 7");
        var before = File.ReadAllBytes(folder.Ledger);
        Refuses(ErrorCode.LedgerDamaged, folder.Ledger);
        Assert.Equal(before, File.ReadAllBytes(folder.Ledger));
    }

    [Fact]
    public void A_ledger_without_its_tables_is_damaged()
    {
        Execute("DROP TABLE keys");
        Refuses(ErrorCode.LedgerDamaged, folder.Ledger);
    }

    [Fact]
    public void A_truncated_ledger_is_damaged()
    {
        Execute("INSERT INTO keys (fingerprint, service) VALUES ('a', 'b')");
        using (var file = File.OpenWrite(folder.Ledger))
        {
            file.SetLength(4096);
        }

        Refuses(ErrorCode.LedgerDamaged, folder.Ledger);
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_left_unchanged()
    {
        Execute("PRAGMA user_version = 1000");
        Refuses(ErrorCode.LedgerVersionUnsupported, folder.Ledger);
        Assert.Equal(
            ErrorCode.LedgerVersionUnsupported,
            Assert.Throws<KirimyException>(() => SqliteDeliveryLog.Open(folder.Ledger, Options)).Code
        );
    }

    [Fact]
    public void A_folder_at_the_path_of_the_ledger_is_an_error()
    {
        Directory.CreateDirectory(folder.Ledger);
        Refuses(ErrorCode.LedgerUnavailable, folder.Ledger);
        var refused = Assert.Throws<KirimyException>(() => LedgerAddress.Parse(folder.Ledger).OpenLog(Options));
        Assert.Contains("the path is a folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_an_error()
    {
        File.WriteAllText(folder.Ledger, string.Empty);
        Refuses(ErrorCode.LedgerUnavailable, Path.Combine(folder.Ledger, "folder", "ledger.db"));
    }

    [Fact]
    public void A_read_only_folder_is_an_error()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no /proc on this system.");
        Refuses(ErrorCode.LedgerUnavailable, "/proc/kirimy/ledger.db");
    }

    [Fact]
    public void A_file_that_stays_locked_is_an_error()
    {
        using var other = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        other.Begin();
        Refuses(ErrorCode.LedgerUnavailable, folder.Ledger, Options with { Timeout = TimeSpan.FromMilliseconds(20) });
        other.Rollback();
        Open(folder.Ledger, Options).Dispose();
    }

    [Fact]
    public async Task A_file_locked_during_a_send_delays_messages_until_the_timeout()
    {
        using var store = Open(folder.Ledger, Options with { Timeout = TimeSpan.FromMilliseconds(20) });
        using var other = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        other.Begin();
        var ticket = Entries.Of(BatchRun.Message(0));
        var refused = await Assert.ThrowsAsync<KirimyException>(() => store.BeginAsync(ticket, "s", default).AsTask());
        Assert.Equal(ErrorCode.LedgerUnavailable, refused.Code);
        Assert.Equal(0, ticket.RecordId);
        other.Rollback();
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(ticket, "s", default)).Result);
    }

    [Fact]
    public async Task A_wait_for_a_locked_file_can_be_canceled()
    {
        using var store = Open(folder.Ledger, Options);
        using var other = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        other.Begin();
        using var stop = new CancellationTokenSource();
        var turn = store.BeginAsync(Entries.Of(BatchRun.Message(0)), "s", stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        other.Rollback();
    }

    [Fact]
    public async Task A_writer_waits_for_blocking_readers()
    {
        // Simulates a file system that doesn't support a write-ahead log.
        Execute("PRAGMA journal_mode = DELETE");
        using var store = Open(folder.Ledger, Options);
        using var reader = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        var step = Task.CompletedTask;
        using (var row = reader.Query("SELECT name FROM sqlite_schema"))
        {
            Assert.True(row.Read());
            step = store.HoldAsync(TimeSpan.Zero).AsTask();
            await Task.WhenAny(step, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        }

        await step;
    }

    [Fact]
    public async Task Readers_wait_for_a_blocking_writer()
    {
        Execute("PRAGMA journal_mode = DELETE");
        using var log = SqliteDeliveryLog.Open(folder.Ledger, Options);
        using var other = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        other.Run("BEGIN EXCLUSIVE");
        var count = Task.Run(() => log.Count(new DeliveryFilter(), default), TestContext.Current.CancellationToken);
        await Task.WhenAny(count, Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        other.Rollback();
        Assert.Equal(0, await count);
    }

    [Fact]
    public async Task Processes_that_create_a_ledger_simultaneously_share_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(folder.Path, $"{round}.db");
            await OpenTogetherAsync(path);
        }
    }

    [Fact]
    public async Task A_full_disk_stops_sending_and_loses_no_record()
    {
        var file = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        using var store = SqliteLedgerStore.Open(file, Entries.Scope, Options);
        var first = Entries.Of(BatchRun.Message(0));
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(first, "s", default)).Result);

        // No page can be added from now on. Records that fit on existing pages can still be written.
        file.Run("PRAGMA max_page_count = 1");
        var many = Enumerable
            .Range(1, 40)
            .Select(i =>
                Entries.Of(new(i, "6281234567890", new string('x', 4096), ["s"]) { Identity = new("b", new string('k', 4096) + i) })
            );
        var outcomes = await Task.WhenAll(many.Select(t => OutcomeAsync(store, t)));
        Assert.Contains(ErrorCode.LedgerUnavailable, outcomes);
        Assert.All(outcomes, outcome => Assert.True(outcome is "Go" or ErrorCode.LedgerUnavailable, outcome));

        file.Run("PRAGMA max_page_count = 1000000");
        await store.EndAsync(first, new RequestEnd(TimeSpan.Zero, Counts: true), result: null);
        using var log = SqliteDeliveryLog.Open(folder.Ledger, Options);
        Assert.Equal(outcomes.Count(o => o == "Go") + 1, log.Read(new DeliveryFilter(), default).Count());
    }

    /// <summary>Four threads open a ledger at the same moment.</summary>
    private static async Task OpenTogetherAsync(string path)
    {
        using var gate = new Barrier(4);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            gate.SignalAndWait();
                            Open(path, Options).Dispose();
                        },
                        TestContext.Current.CancellationToken,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
    }

    private static async Task<string> OutcomeAsync(SqliteLedgerStore store, LedgerEntry ticket)
    {
        try
        {
            return (await store.BeginAsync(ticket, "s", default)).Result.ToString()!;
        }
        catch (KirimyException exception)
        {
            return exception.Code;
        }
    }

    private static SqliteLedgerStore Open(string path, LedgerOptions options) => SqliteLedgerStore.Open(path, Entries.Scope, options);

    private static void Refuses(string code, string path, LedgerOptions? options = null)
    {
        var refused = Assert.Throws<KirimyException>(() => Open(path, options ?? Options).Dispose());
        Assert.Equal(code, refused.Code);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("-Ledger None", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Creates a ledger, and then changes its file.</summary>
    private void Execute(string sql)
    {
        using var file = SqliteDatabase.Open(folder.Ledger, Options.Timeout);
        file.Run(sql);
    }
}
