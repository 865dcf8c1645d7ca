using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Ledger.Sqlite;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>
/// A ledger's file that is deleted, moved, replaced or emptied, while it is used or between two runs, is never treated as a new one.
/// </summary>
public sealed class LostSqliteLedgerTests : SqliteStoreTestBase
{
    private string Marks => Folder.Ledger + ".marks";

    [Theory]
    [InlineData("deleted")]
    [InlineData("moved")]
    [InlineData("replaced")]
    [InlineData("emptied")]
    public async Task No_request_begins_when_the_file_was_lost_during_a_run(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows doesn't let a file be lost that is open.");
        using var store = Open(Folder.Ledger);
        var sent = Entry("sent");
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(sent, "s", CancellationToken.None)).Result);
        Lose(what);
        await AssertLostAsync(() => store.BeginAsync(Entry("next"), "s", CancellationToken.None).AsTask());
        await AssertLostAsync(() => store.EndAsync(sent, Arrived, Result(DeliveryStatus.Sent)).AsTask());

        async Task AssertLostAsync(Func<Task> step) =>
            AssertLost(await Assert.ThrowsAsync<KirimyException>(step), ErrorCode.LedgerUnavailable);
    }

    [Theory]
    [InlineData("deleted", ErrorCode.LedgerUnavailable)]
    [InlineData("moved", ErrorCode.LedgerUnavailable)]
    [InlineData("replaced", ErrorCode.LedgerDamaged)]
    [InlineData("emptied", ErrorCode.LedgerDamaged)]
    public async Task Nothing_is_opened_when_the_file_was_lost_between_two_runs(string what, string code)
    {
        await SendAsync("sent");
        Lose(what);
        for (var run = 0; run < 2; run++)
        {
            AssertLost(Assert.Throws<KirimyException>(() => Open(Folder.Ledger).Dispose()), code);
            var address = LedgerAddress.Parse(Folder.Ledger);
            AssertLost(Assert.Throws<KirimyException>(() => address.OpenLog(Options).Dispose()), code);
        }
    }

    [Fact]
    public async Task A_lost_ledger_is_used_again_when_it_is_restored()
    {
        await SendAsync("sent");
        File.Move(Folder.Ledger, Folder.Ledger + ".elsewhere");
        Assert.Throws<KirimyException>(() => Open(Folder.Ledger).Dispose());
        File.Move(Folder.Ledger + ".elsewhere", Folder.Ledger);
        await AssertNextAsync(Folder.Ledger, ReservationResult.AlreadySent);
    }

    [Fact]
    public async Task A_new_ledger_is_created_when_the_file_and_its_folder_were_deleted()
    {
        await SendAsync("sent");
        Lose("deleted");
        Directory.Delete(Marks, recursive: true);
        await AssertNextAsync(Folder.Ledger, ReservationResult.Go);
    }

    [Fact]
    public async Task A_moved_ledger_is_used_at_its_new_path()
    {
        await SendAsync("sent");
        var moved = Path.Combine(Folder.Path, "moved.db");
        File.Move(Folder.Ledger, moved);
        await AssertNextAsync(moved, ReservationResult.AlreadySent);
    }

    [Fact]
    public async Task A_ledger_is_kept_when_all_its_records_were_deleted()
    {
        await SendAsync("sent");
        using (var log = SqliteDeliveryLog.Open(Folder.Ledger, Options))
        {
            Assert.Equal(1, log.Clear(new DeliveryFilter(), CancellationToken.None));
        }

        await AssertNextAsync(Folder.Ledger, ReservationResult.Go);
    }

    private async Task SendAsync(string key)
    {
        using var store = Open(Folder.Ledger);
        var entry = Entry(key);
        Assert.Equal(ReservationResult.Go, (await store.BeginAsync(entry, "s", CancellationToken.None)).Result);
        await store.EndAsync(entry, Arrived, Result(DeliveryStatus.Sent));
    }

    private async Task AssertNextAsync(string path, ReservationResult expected)
    {
        using var store = Open(path);
        Assert.Equal(expected, (await store.BeginAsync(Entry("sent"), "s", CancellationToken.None)).Result);
    }

    private void AssertLost(KirimyException lost, string code)
    {
        Assert.Equal(code, lost.Code);
        Assert.Contains(Folder.Ledger, lost.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was sent", lost.Message, StringComparison.Ordinal);
    }

    private void Lose(string what)
    {
        switch (what)
        {
            case "emptied":
                using (var file = new FileStream(Folder.Ledger, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(0);
                }

                break;
            case "moved":
                File.Move(Folder.Ledger, Folder.Ledger + ".elsewhere");
                break;
            case "replaced":
                var other = Path.Combine(Folder.Path, "other", "ledger.db");
                Open(other).Dispose();
                File.Move(other, Folder.Ledger, overwrite: true);
                break;
            default:
                File.Delete(Folder.Ledger);
                break;
        }

        if (what != "moved")
        {
            File.Delete(Folder.Ledger + "-wal");
            File.Delete(Folder.Ledger + "-shm");
        }
    }
}
