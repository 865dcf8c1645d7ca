using System.Text;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests alerts in a SQLite ledger, in addition to the contract tests.</summary>
public sealed class SqliteAlertTests : IDisposable
{
    private static readonly OutgoingMessage Message = new(0, "6281234567890", "disk full on db7", ["s"])
    {
        Alert = new Alert(TimeSpan.FromHours(1), "database disks", note: null),
    };

    private readonly LedgerFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 8, 17, 15, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Requests_outside_every_window_are_deleted()
    {
        using var store = Open();
        await store.EndAlertAsync(Message, await store.RaiseAsync(Message), wasSent: true);
        time.Advance(TimeSpan.FromDays(32));
        Assert.True(
            (await store.RaiseAsync(Message with { Text = "x", Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null) })).MayGo
        );
        using var file = SqliteDatabase.Open(folder.Ledger, TimeSpan.FromSeconds(20));
        Assert.Equal("1", file.Ask("SELECT count(*) FROM alerts"));
    }

    [Fact]
    public async Task The_file_contains_neither_the_recipient_nor_the_text_of_an_alert()
    {
        using (var store = Open())
        {
            await store.EndAlertAsync(Message, await store.RaiseAsync(Message), wasSent: true);
        }

        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.Ledger, TestContext.Current.CancellationToken));
        Assert.All(["6281234567890", "disk full", "database disks"], text => Assert.DoesNotContain(text, bytes, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_with_a_future_time_suppresses_no_longer_than_the_window()
    {
        // An older version that shares the file detected the clock change first, and doesn't update alerts.
        using var store = Open();
        await store.EndAlertAsync(Message, await store.RaiseAsync(Message), wasSent: true);
        using (var file = SqliteDatabase.Open(folder.Ledger, TimeSpan.FromSeconds(20)))
        {
            file.Run("UPDATE alerts SET sent = sent + 86400000000");
        }

        Assert.Equal(time.GetUtcNow() + TimeSpan.FromHours(1), (await store.RaiseAsync(Message)).Until);
    }

    private SqliteLedgerStore Open() =>
        SqliteLedgerStore.Open(folder.Ledger, Entries.Scope, new LedgerOptions { Time = time, Timeout = TimeSpan.FromSeconds(20) });
}
