using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Sqlite;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Delivery;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>A folder with a ledger file, a manual clock, and messages.</summary>
public abstract class SqliteStoreTestBase : IDisposable
{
    private protected static readonly RequestEnd Arrived = new(TimeSpan.Zero, Counts: true);

    private protected LedgerFolder Folder { get; } = new();

    protected SettableClock Clock { get; } = new();

    private protected LedgerOptions Options => new() { Time = Clock, Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Folder.Dispose();

    /// <summary>Begins several messages in one transaction, because they arrive while another process locks the file.</summary>
    private protected async Task<IReadOnlyList<Reservation>> TogetherAsync(SqliteLedgerStore store, IEnumerable<LedgerEntry> tickets)
    {
        using var other = SqliteDatabase.Open(Folder.Ledger, Options.Timeout);
        other.Begin();
        var before = store.HoldAsync(TimeSpan.Zero).AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        var turns = tickets.Select(ticket => store.BeginAsync(ticket, "s", CancellationToken.None).AsTask()).ToList();
        other.Rollback();
        await before;
        return await Task.WhenAll(turns);
    }

    private protected static LedgerEntry Entry(string key) =>
        Entries.Of(BatchRun.Message(0) with { Identity = new IdempotencyKey("batch", key) });

    protected static SendResult Result(DeliveryStatus status) => new() { Status = status, Recipient = "6281234567890" };

    private protected SqliteLedgerStore Open(string path, LedgerOptions? options = null) =>
        SqliteLedgerStore.Open(path, Entries.Scope, options ?? Options);

    protected sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 8, 17, 15, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
