using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>A ledger in a file that all processes of a machine share.</summary>
internal sealed class SqliteLedgerStore : ILedgerStore
{
    private readonly LedgerOptions options;
    private readonly SqliteFile file;
    private readonly HolderFile holder;
    private readonly GroupCommit commits;
    private readonly LedgerSteps steps;
    private bool isDisposed;

    private SqliteLedgerStore(SqliteFile file, HolderFile holder, LedgerScope scope, LedgerOptions options)
    {
        this.file = file;
        this.holder = holder;
        this.options = options;
        steps = new LedgerSteps(file, holder.Id, scope, options);
        commits = new GroupCommit(file, steps.Begin, steps.Flush);
    }

    /// <summary>Opens a ledger; makes one where there is none.</summary>
    /// <param name="path">The whole path of the file.</param>
    /// <param name="scope">The key and the service.</param>
    /// <param name="options">What the plan allows, and how records are kept.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_NEWER.</exception>
    public static SqliteLedgerStore Open(string path, LedgerScope scope, LedgerOptions options) =>
        Open(SqliteFile.Open(path, options.Timeout), scope, options);

    /// <summary>The same of a file that is open, and is the store's from here on.</summary>
    internal static SqliteLedgerStore Open(SqliteFile opened, LedgerScope scope, LedgerOptions options)
    {
        HolderFile? self = null;
        try
        {
            self = HolderFile.Create(opened.Path);
            return new SqliteLedgerStore(opened, self, scope, options);
        }
        catch
        {
            self?.Dispose();
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        await commits.ReadAsync(() => steps.TryLookUp(message), cancellationToken).ConfigureAwait(false)
        ?? await commits.RunAsync(() => steps.LookUp(message), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
    {
        var (turn, claim) = await commits.RunAsync(() => steps.TryBegin(entry, sessionId), cancellationToken).ConfigureAwait(false);
        Update(entry, claim);
        return turn;
    }

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Slot is not null || entry.IsCounted)
        {
            Update(entry, await commits.RunAsync(() => steps.GiveBack(entry), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(
        LedgerEntry entry,
        RequestEnd? request,
        SendResult? result,
        CancellationToken cancellationToken = default
    )
    {
        if (entry.Kept is null)
        {
            return;
        }

        var arrival = Microseconds.From(options.Time.GetUtcNow() - (request?.SinceArrival ?? TimeSpan.Zero));
        Update(entry, await commits.RunAsync(() => steps.End(entry, request, arrival, result), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) =>
        await commits.RunAsync(() => steps.Hold(wait), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        await commits.RunAsync(() => steps.Raise(message), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => await commits.RunAsync(() => steps.EndAlert(message, turn, wasSent), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            commits.Dispose();
            file.Dispose();
            holder.Dispose();
        }
    }

    private static void Update(LedgerEntry entry, Claim? claim)
    {
        entry.Kept = claim;
        entry.MayHaveArrived = claim?.MayHaveArrived ?? false;
        entry.Slot = claim?.Slot;
        entry.IsCounted = claim?.SessionId is not null;
    }
}
