using System.Collections.Concurrent;
using Kirimy.Client.Api;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger;

/// <summary>The ledger of one process, gone with it: keeps the limits over all cmdlets and runspaces, and records of the messages that have an identity.</summary>
public sealed class MemoryLedger : ILedger
{
    /// <summary>
    /// What a window is kept longer by than it is: the service may read the time of two requests from a clock that is rounded to
    /// milliseconds, and ours and its own run apart by some ten millionths.
    /// </summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(10);

    private readonly Key key;
    private readonly LedgerOptions options;

    private MemoryLedger(Key key, LedgerOptions options)
    {
        this.key = key;
        this.options = options;
    }

    private RateLimits Limits => options.Limits;

    /// <summary>The ledger of a key at a service.</summary>
    /// <param name="client">Names the service and the key.</param>
    /// <param name="options">What the plan allows, and how records are read.</param>
    public static MemoryLedger For(KirimyClient client, LedgerOptions options)
    {
        _ = client ?? throw new ArgumentNullException(nameof(client));
        _ = options ?? throw new ArgumentNullException(nameof(options));
        return new MemoryLedger(Shared<Key>.Of(client, options.Time, static clock => new Key(clock)), options);
    }

    /// <inheritdoc/>
    public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new Page(this, message, waiting);

    /// <inheritdoc/>
    public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        key.Slots.Hold(wait);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        return new ValueTask<SuppressionDecision>(key.Alerts.Raise(AlertFingerprint.Of(message), message.Alert!.Window));
    }

    /// <inheritdoc/>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    )
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        key.Alerts.End(AlertFingerprint.Of(message), turn, wasSent);
        return default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What it keeps is the process's.
    }

    private DateTime Today() => Limits.DailyReset.DateOf(options.Time.GetUtcNow());

    /// <summary>What is counted for one key at one service.</summary>
    private sealed class Key(TimeProvider time)
    {
        public CooldownPool Slots { get; } = new(time);

        public MemoryAlerts Alerts { get; } = new(time);

        public ConcurrentDictionary<string, DayTally> Sessions { get; } = new(StringComparer.Ordinal);

        /// <summary>What is known of each message that has an identity; null while one is at it.</summary>
        public ConcurrentDictionary<(IdempotencyKey Identity, string Receive), DeliveryRecord?> Records { get; } = new();
    }

    private sealed class Page(MemoryLedger ledger, OutgoingMessage message, Action<Waiting> waiting) : IClaim
    {
        private DayTally? tally;
        private DateTime day;
        private bool isMine;

        public DeliveryRecord? Earlier { get; private set; }

        public ValueTask<Admission?> LookUpAsync(CancellationToken stopping)
        {
            Admission? known = null;
            if (message.Identity is { } identity && ledger.key.Records.TryGetValue((identity, message.Receive), out var record))
            {
                known = Refusal(record);
            }

            return new ValueTask<Admission?>(known);
        }

        public async ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping)
        {
            if (TakeRecord() is { } known)
            {
                return known;
            }

            var slots = ledger.key.Slots;
            tally = ledger.key.Sessions.GetOrAdd(sessionId, static _ => new DayTally());
            if (!TakeOfDay())
            {
                return Admission.DayIsFull;
            }

            var turn = slots.EnterAsync(ledger.Limits.Requests, Tell, stopping);
            var isAtOnce = turn.IsCompleted;
            if (!await turn.ConfigureAwait(false))
            {
                tally.GiveBack(day);
                return Admission.Stopped;
            }

            if (isAtOnce || day == ledger.Today())
            {
                return Admission.Go;
            }

            // The wait went over midnight.
            tally.GiveBack(day);
            if (TakeOfDay())
            {
                return Admission.Go;
            }

            slots.Return();
            return Admission.DayIsFull;
        }

        public ValueTask WithdrawAsync()
        {
            ledger.key.Slots.Return();
            tally!.GiveBack(day);
            return default;
        }

        public ValueTask ReleaseAsync(RequestEnd request, CancellationToken aborting = default)
        {
            ledger.key.Slots.Return(ledger.Limits.Window + Margin - request.SinceArrival);
            if (!request.Counts)
            {
                tally!.GiveBack(day);
            }

            return default;
        }

        public ValueTask CompleteAsync(RequestEnd? request, SendResult result, CancellationToken aborting = default)
        {
            if (isMine)
            {
                ledger.key.Records[(message.Identity!, message.Receive)] = DeliveryRecords.From(message, result);
            }

            return request is { } end ? ReleaseAsync(end, aborting) : default;
        }

        /// <summary>Makes sure that nobody else sends the message, now or before.</summary>
        /// <returns>Why it may not be sent; null when it may.</returns>
        private Admission? TakeRecord()
        {
            if (isMine || message.Identity is not { } identity)
            {
                return null;
            }

            var records = ledger.key.Records;
            var name = (identity, message.Receive);
            while (!records.TryAdd(name, null))
            {
                if (records.TryGetValue(name, out var record) && Refusal(record) is { } refusal)
                {
                    return refusal;
                }

                if (record is not null && records.TryUpdate(name, null, record))
                {
                    break;
                }
            }

            isMine = true;
            return null;
        }

        /// <summary>Why a message may not be sent that is on record; null when it may.</summary>
        private Admission? Refusal(DeliveryRecord? record)
        {
            Earlier = record is { Status: DeliveryStatus.Sent or DeliveryStatus.Unknown } ? record : null;
            return record switch
            {
                null => Admission.InProgress,
                { Status: DeliveryStatus.Sent } => Admission.AlreadySent,
                { Status: DeliveryStatus.Unknown } when !ledger.options.ResendUnknown => Admission.MayHaveArrived,
                _ => null,
            };
        }

        private bool TakeOfDay()
        {
            day = ledger.Today();
            return tally!.TryTake(day, ledger.Limits.MessagesPerDay);
        }

        private void Tell(TimeSpan wait) => waiting(new Waiting(WaitReason.RateLimit, ledger.options.Time.GetLocalNow() + wait));
    }
}
