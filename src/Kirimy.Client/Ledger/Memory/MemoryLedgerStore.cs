using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Ledger.Memory;

/// <summary>
/// A ledger that ends with its process: keeps the limits over all cmdlets and runspaces, and the records of messages that have an
/// idempotency key.
/// </summary>
internal sealed class MemoryLedgerStore : ILedgerStore
{
    private readonly State state;
    private readonly LedgerOptions options;

    /// <summary>The ledger of a key at a service.</summary>
    /// <param name="scope">The key and the service.</param>
    /// <param name="options">The limits of the plan, and how records are read.</param>
    public MemoryLedgerStore(LedgerScope scope, LedgerOptions options)
    {
        state = Shared<State>.Of(scope, options.Time, static time => new State(time));
        this.options = options;
    }

    private RateLimits Limits => options.Limits;

    /// <inheritdoc/>
    public ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        lock (state)
        {
            return new(state.Find(message) is { } record ? Check(record) : Reservation.Go);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
    {
        lock (state)
        {
            DeliveryRecord? earlier = null;
            if (state.FindOrAdd(entry.Message) is { } record && record.Owner != entry)
            {
                var check = Check(record);
                if (check.Result != ReservationResult.Go)
                {
                    return new(check);
                }

                record.Owner = entry;
                earlier = check.Earlier;
            }

            return new(Begin(entry, sessionId) with { Earlier = earlier });
        }
    }

    /// <inheritdoc/>
    public ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        lock (state)
        {
            GiveBack(entry);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(LedgerEntry entry, RequestEnd? request, SendResult? result, CancellationToken cancellationToken = default)
    {
        lock (state)
        {
            var over = request is { } end
                ? state.Requests.End(entry.RequestId, state.Now - end.SinceArrival + Limits.Window + LedgerOptions.Margin, state.Now)
                : state.Requests.Remove(entry.RequestId);
            if (request is not { Counts: true })
            {
                state.Count(over?.Day, -1);
            }

            entry.RequestId = 0;
            if (state.Find(entry.Message) is { } record && record.Owner == entry)
            {
                record.End(entry, mayHaveArrived: request is { Counts: true }, result);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        lock (state)
        {
            state.HeldUntil = Max(state.HeldUntil, state.Now + wait);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        lock (state)
        {
            state.Close((sessionId, Limits.DailyReset.DateOf(options.Time.GetUtcNow())), Limits.MessagesPerDay);
        }

        return default;
    }

    /// <inheritdoc/>
    /// <remarks>The records of this ledger are never read, and a message without a record may be sent.</remarks>
    public ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        new(state.Alerts.Raise(AlertFingerprint.Of(message), message.Alert!.Window));

    /// <inheritdoc/>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    )
    {
        state.Alerts.End(AlertFingerprint.Of(message), decision, wasSent);
        return default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The data belongs to the process, so there is nothing to dispose of.
    }

    private Reservation Check(MemoryRecord record) =>
        record switch
        {
            { Owner: not null } => Reservation.InProgress,
            { Last: { Status: DeliveryStatus.Sent } sent } => new(ReservationResult.AlreadySent, Earlier: sent),
            { Last: { Status: DeliveryStatus.Unknown } unknown } => new(
                options.ResendUnknown ? ReservationResult.Go : ReservationResult.MayHaveArrived,
                Earlier: unknown
            ),
            _ => Reservation.Go,
        };

    private Reservation Begin(LedgerEntry entry, string sessionId)
    {
        var now = state.Now;
        var today = options.Time.GetUtcNow();
        var day = (sessionId, Limits.DailyReset.DateOf(today));
        if (state.IsFull(day, Limits.MessagesPerDay))
        {
            GiveBack(entry);
            return Reservation.DayIsFull(Limits.DailyReset.EndOfDay(today) - today);
        }

        var start = Max(state.HeldUntil, state.Requests.Room(entry.RequestId, Limits.Requests, now));
        state.Requests.Remove(entry.RequestId);
        var isWaiting = start > now;
        entry.RequestId = state.Requests.Add(new(start + Limits.Window + LedgerOptions.Margin, isWaiting ? null : day));
        if (isWaiting)
        {
            return Reservation.Later(Max(start - now, LedgerOptions.MinWait));
        }

        state.Count(day, 1);
        return Reservation.Go;
    }

    private void GiveBack(LedgerEntry entry)
    {
        state.Count(state.Requests.Remove(entry.RequestId)?.Day, -1);
        entry.RequestId = 0;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The data of one key at one service, shared by all cmdlets and runspaces of the process.</summary>
    private sealed class State(TimeProvider time)
    {
        private readonly long started = time.GetTimestamp();
        private readonly Dictionary<(string Session, DateTime Date), int> days = [];

        /// <summary>The days that the service ended, with the limit that was in force.</summary>
        private readonly Dictionary<(string Session, DateTime Date), int> closedDays = [];
        private readonly Dictionary<(IdempotencyKey Identity, string Recipient), MemoryRecord> records = [];

        public RequestTable Requests { get; } = new();

        public MemoryAlerts Alerts { get; } = new(time);

        public TimeSpan HeldUntil { get; set; }

        /// <summary>Monotonic time since the process began to send.</summary>
        public TimeSpan Now => time.GetElapsedTime(started);

        public MemoryRecord? Find(OutgoingMessage message) =>
            message.Identity is { } identity && records.TryGetValue((identity, message.Recipient), out var record) ? record : null;

        public MemoryRecord? FindOrAdd(OutgoingMessage message)
        {
            var record = Find(message);
            if (record is null && message.Identity is { } identity)
            {
                records.Add((identity, message.Recipient), record = new MemoryRecord());
            }

            return record;
        }

        public bool IsFull((string Session, DateTime Date) day, int limit) =>
            SentIn(day) >= limit || (closedDays.TryGetValue(day, out var closed) && closed >= limit);

        public void Close((string Session, DateTime Date) day, int limit) =>
            closedDays[day] = closedDays.TryGetValue(day, out var closed) ? Math.Max(closed, limit) : limit;

        public void Count((string Session, DateTime Date)? day, int messages)
        {
            if (day is { } counted)
            {
                days[counted] = SentIn(counted) + messages;
            }
        }

        private int SentIn((string Session, DateTime Date) day) => days.TryGetValue(day, out var sent) ? sent : 0;
    }
}
