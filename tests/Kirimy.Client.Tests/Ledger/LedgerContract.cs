using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>The operations that the contract tests need from a ledger: opening it and advancing its time.</summary>
/// <remarks>
/// By default, the clock is a <see cref="SteppedClock"/>. The tested ledger must use it for all waits, and must not use it for background
/// work. A ledger whose clock can't be set has a short <see cref="Window"/> and waits in real time. So no test checks an upper limit of a
/// duration, and a test that needs an unexpired window uses <see cref="LongWindow"/>.
/// </remarks>
public abstract class LedgerContract : IDisposable
{
    /// <summary>A window that outlasts a test.</summary>
    private protected static readonly TimeSpan LongWindow = TimeSpan.FromHours(1);

    private protected static readonly RequestEnd Arrived = new(TimeSpan.Zero, Counts: true);
    private protected static readonly RequestEnd Refused = new(TimeSpan.Zero, Counts: false);

    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    private readonly SteppedClock clock = new(new DateTimeOffset(2026, 8, 17, 15, 0, 0, TimeSpan.Zero));
    private readonly List<DeliveryLedger> opened = [];

    /// <summary>The clock of the options.</summary>
    private protected virtual TimeProvider Time => clock;

    /// <summary>A window that a test can wait for.</summary>
    private protected virtual TimeSpan Window => TimeSpan.FromMinutes(1);

    /// <summary>The maximum time that a slot may remain occupied after the window.</summary>
    private protected virtual TimeSpan Margin => LedgerOptions.Margin;

    private protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Limits that no test reaches: a long window, a high count, and no daily reset.</summary>
    private protected LedgerOptions Options =>
        new()
        {
            Limits = new RateLimits
            {
                Window = Window,
                DailyReset = DailyReset.AtOffset(Noon - TimeSpan.FromSeconds((int)Now.TimeOfDay.TotalSeconds)),
            },
            Time = Time,
            Timeout = TimeSpan.FromSeconds(20),
        };

    public void Dispose()
    {
        foreach (var ledger in opened)
        {
            ledger.Dispose();
        }

        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the ledger: always the same one in a test, and another one in each test.</summary>
    private protected abstract DeliveryLedger OpenLedger(LedgerOptions options);

    /// <summary>Opens the same ledger as another process would, where several can share it.</summary>
    private protected virtual DeliveryLedger OpenLedgerElsewhere(LedgerOptions options) => OpenLedger(options);

    /// <summary>Advances the time by at least a duration.</summary>
    private protected virtual Task PassAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>Advances the time until a task completes.</summary>
    private protected virtual Task PassUntilAsync(Task task) => clock.PassUntilAsync(task);

    /// <summary>Deletes the data of a test after all ledgers were closed.</summary>
    private protected virtual void Close() { }

    private protected DeliveryLedger Open(LedgerOptions? options = null) => Keep(OpenLedger(options ?? Options));

    private protected DeliveryLedger OpenElsewhere(LedgerOptions? options = null) => Keep(OpenLedgerElsewhere(options ?? Options));

    private protected LedgerOptions With(int requests = 100, TimeSpan? window = null, int messagesPerDay = 1000) =>
        Options with
        {
            Limits = Options.Limits with { Requests = requests, Window = window ?? Window, MessagesPerDay = messagesPerDay },
        };

    /// <summary>Limits of the next day.</summary>
    private protected RateLimits Tomorrow(RateLimits limits) =>
        limits with
        {
            DailyReset = DailyReset.AtOffset(limits.DailyReset.OffsetAt(Now) + TimeSpan.FromDays(1)),
        };

    private protected static OutgoingMessage Message(string? key = null, string? batch = "batch", string recipient = "6281234567890") =>
        new(0, recipient, "the text", ["s"]) { Identity = key is null ? null : new IdempotencyKey(batch, key) };

    private protected static MessageSource Row(string name, int row) =>
        new()
        {
            Name = name,
            RowNumber = row,
            SourceFile = "contacts.csv",
        };

    private protected static LedgerEntry Claim(DeliveryLedger ledger, string? key = null) =>
        ledger.OpenEntry(Message(key), static _ => { });

    /// <summary>Returns the outcome of a claim after all waits.</summary>
    private protected async Task<ReservationResult> AdmitAsync(LedgerEntry claim, string session = "s")
    {
        var reservation = claim.ReserveAsync(session, CancellationToken.None).AsTask();
        await PassUntilAsync(reservation);
        return (await reservation).Result;
    }

    /// <summary>Makes a request for a new message.</summary>
    /// <returns>A moment at which the request was in progress.</returns>
    private protected async Task<DateTimeOffset> RequestAsync(DeliveryLedger ledger, RequestEnd end, string session = "s")
    {
        var claim = Claim(ledger);
        Assert.Equal(ReservationResult.Go, await AdmitAsync(claim, session));
        var underWay = Now;
        await claim.ReleaseAsync(end);
        return underWay;
    }

    /// <summary>Sends a message until it has its result.</summary>
    private protected async Task SendAsync(DeliveryLedger ledger, OutgoingMessage message, DeliveryStatus status, string session = "s")
    {
        var claim = ledger.OpenEntry(message, static _ => { });
        Assert.Equal(ReservationResult.Go, await AdmitAsync(claim, session));
        await claim.CompleteAsync(Arrived, Result(message, status, session));
    }

    private protected SendResult Result(OutgoingMessage message, DeliveryStatus status, string session = "s") =>
        new()
        {
            Recipient = message.Recipient,
            SessionId = session,
            Status = status,
            MessageId = status == DeliveryStatus.Sent ? "wamid-1" : null,
            Timestamp = Now,
            ErrorCode = status == DeliveryStatus.Sent ? null : ErrorCode.ServerError,
            ErrorMessage = status == DeliveryStatus.Sent ? null : "It failed; \"why\" is not known: é😀.",
            HttpStatus = status == DeliveryStatus.Sent ? 200 : 500,
            Attempts = 3,
        };

    /// <summary>Starts a wait, and returns when its end is known.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="key">The message's key.</param>
    /// <param name="stopping">Ends the wait.</param>
    private protected static async Task<(Task<ReservationResult> Turn, Waiting Told, LedgerEntry Claim)> WaitAsync(
        DeliveryLedger ledger,
        string? key = null,
        CancellationToken stopping = default
    )
    {
        var told = new TaskCompletionSource<Waiting>(TaskCreationOptions.RunContinuationsAsynchronously);
        var claim = ledger.OpenEntry(Message(key), waiting => told.TrySetResult(waiting));
        var turn = ReserveAsync();
        var first = await Task.WhenAny(turn, told.Task);
        Assert.True(first == told.Task, "It did not wait.");
        return (turn, await told.Task, claim);

        async Task<ReservationResult> ReserveAsync() => (await claim.ReserveAsync("s", stopping)).Result;
    }

    private DeliveryLedger Keep(DeliveryLedger ledger)
    {
        opened.Add(ledger);
        return ledger;
    }
}
