namespace Kirimy.Client.Ledger;

/// <summary>
/// Records one run of a batch in the ledger: its start, messages that ended without a request, and the number of messages. Not
/// thread-safe.
/// </summary>
/// <param name="began">When the run began.</param>
internal sealed class LedgerRun(DeliveryLedger ledger, string batchId, DateTimeOffset began)
{
    /// <summary>The number of results per transaction, so that a file full of refused rows doesn't take a commit for each.</summary>
    private const int PageSize = 200;

    /// <summary>The maximum wait for the ledger if nothing depends on the data.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    private readonly List<SendResult> unsent = [];
    private int? told;
    private int total;

    /// <summary>The reason that results couldn't be recorded; null if they were.</summary>
    public string? Fault { get; private set; }

    /// <summary>Begins the run. Doesn't wait for a ledger that doesn't respond, because the messages do.</summary>
    /// <param name="expected">The number of messages, if known.</param>
    public void Begin(int? expected)
    {
        try
        {
            Note(expected, ShortWait);
        }
        catch (Exception exception) when (exception is KirimyException or OperationCanceledException)
        {
            // The start is recorded again at the end.
        }
    }

    /// <summary>Counts a result, and records it if no request was made for it.</summary>
    public void Add(SendResult result)
    {
        _ = result ?? throw new ArgumentNullException(nameof(result));
        var isLeftOut = result.Status == DeliveryStatus.Skipped && result.ErrorCode is not (ErrorCode.AlreadySent or ErrorCode.InProgress);
        total += isLeftOut ? 0 : result.Parts;
        if (result is { Status: DeliveryStatus.Failed or DeliveryStatus.NotSent, Attempts: 0 } && !IsOfLedger(result.ErrorCode))
        {
            unsent.Add(result);
            if (unsent.Count == PageSize)
            {
                TryNote(total: null, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The run ends.</summary>
    /// <param name="isComplete">Whether all of the input was read, so that the number of messages is known.</param>
    public void End(bool isComplete) => TryNote(isComplete ? total : null, isComplete ? Timeout.InfiniteTimeSpan : ShortWait);

    private static bool IsOfLedger(string? code) =>
        code is ErrorCode.LedgerUnavailable or ErrorCode.LedgerDamaged or ErrorCode.LedgerVersionUnsupported;

    private void TryNote(int? total, TimeSpan wait)
    {
        // A failed ledger isn't tried again.
        if (Fault is not null)
        {
            return;
        }

        try
        {
            Note(total, wait);
        }
        catch (KirimyException exception)
        {
            Fault = exception.Message;
        }
        catch (OperationCanceledException)
        {
            Fault = Text.Ledger_StoppedEarly;
        }
    }

    private void Note(int? total, TimeSpan wait)
    {
        using var limit = new CancellationTokenSource(wait);
        var note = new BatchNote(batchId, began)
        {
            Total = total,
            EarlierTotal = told,
            Unsent = [.. unsent],
        };
        ledger.NoteAsync(note, limit.Token).AsTask().ConfigureAwait(false).GetAwaiter().GetResult();
        told = total ?? told;
        unsent.Clear();
    }
}
