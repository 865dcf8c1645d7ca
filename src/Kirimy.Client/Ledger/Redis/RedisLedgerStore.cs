using Kirimy.Client.Messages;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The ledger in Redis, for several machines. It uses the server's clock. Each step is one script.</summary>
/// <remarks>
/// <para>
/// Each step has an increasing number, and the caller names its slot in advance. So a step that runs twice, because its reply was lost, or
/// after a later step, doesn't take or count anything twice.
/// </para>
/// <para>As durable as the server: only <c>appendonly yes</c> with <c>appendfsync always</c> survives its crash without loss.</para>
/// </remarks>
internal sealed class RedisLedgerStore : ILedgerStore
{
    /// <summary>The lease: a process that doesn't renew it in this time is treated as dead.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>The retention of a record after its last change.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(90);

    /// <summary>
    /// The margin added to the window of a place, because the reply that starts a request may take longer than the next one's.
    /// </summary>
    internal static readonly TimeSpan Margin = LedgerOptions.Margin + LedgerOptions.Margin;

    private const string LostReply = "lost";

    private readonly RedisConnection connection;
    private readonly RedisAddress address;
    private readonly string scope;
    private readonly LedgerOptions options;
    private readonly LocalMarks marks;
    private readonly ProcessMark? mark;
    private readonly string trace;
    private readonly ITimer heartbeat;
    private string generation;
    private long lastNumber;
    private long lastStep;
    private volatile int opened = -1;

    /// <summary>Creates a store, which connects at its first call.</summary>
    /// <param name="key">The key and the service.</param>
    /// <param name="options">The limits of the plan, and how records are kept.</param>
    /// <param name="marks">The local state of the ledger.</param>
    public RedisLedgerStore(RedisAddress address, LedgerScope key, LedgerOptions options, LocalMarks marks)
    {
        this.address = address;
        this.options = options;
        this.marks = marks;
        scope = RedisKeys.ScopeOf(key.Fingerprint, key.Service);
        mark = marks.TryMark();
        Owner = mark?.Id ?? Platform.RandomAlphanumeric(20);
        trace = RedisKeys.TraceOf(address, scope);
        generation = marks.FindGeneration(trace) ?? string.Empty;
        connection = new RedisConnection(address, options);
        var interval = TimeSpan.FromTicks(Lease.Ticks / 3);
        heartbeat = options.Time.CreateTimer(_ => Beat(), state: null, interval, interval);
    }

    /// <summary>The lease in the unit of the scripts.</summary>
    internal static RedisValue LeaseLength => Microseconds.From(Lease);

    /// <summary>This process's name in the ledger.</summary>
    internal string Owner { get; }

    /// <summary>The offset to add to the server's time to get the day of a message.</summary>
    private RedisValue DayOffset => Microseconds.From(options.Limits.DailyReset.OffsetAt(options.Time.GetUtcNow()));

    private TimeSpan Rest => options.Limits.Window + Margin;

    /// <inheritdoc/>
    public async ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Identity is null)
        {
            return Reservation.Go;
        }

        await OpenAsync(cancellationToken).ConfigureAwait(false);
        var record = RedisKeys.RecordOf(message, Owner, entry: 0);
        var reply = await RunAsync(RedisScript.LookUp, [record, options.ResendUnknown], cancellationToken).ConfigureAwait(false);
        return ToReservation(record, reply);
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);

        // Named before the call, so that a reservation whose reply is lost can be released.
        entry.RecordId = entry.RecordId == 0 ? Interlocked.Increment(ref lastNumber) : entry.RecordId;
        entry.RequestId = entry.RequestId == 0 ? Interlocked.Increment(ref lastNumber) : entry.RequestId;
        var reply = await StepAsync(
                RedisScript.Begin,
                entry,
                [
                    sessionId,
                    options.Limits.Requests,
                    Microseconds.From(Rest),
                    options.Limits.MessagesPerDay,
                    DayOffset,
                    (long)Keep.TotalMilliseconds,
                    options.ResendUnknown,
                    RefusedAtPlaceOf(entry.Message),
                    .. RedisRecord.Fields(entry.Message, options.KeepText),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var reservation = ToReservation(RecordOf(entry), reply);
        if (reservation.Result is not (ReservationResult.Go or ReservationResult.Later))
        {
            entry.RequestId = 0;
            entry.RecordId = reservation.Result == ReservationResult.DayIsFull ? entry.RecordId : 0;
        }

        return reservation;
    }

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.RecordId != 0)
        {
            await StepAsync(RedisScript.GiveBack, entry, [], cancellationToken).ConfigureAwait(false);
            entry.RequestId = 0;
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
        if (entry.RecordId == 0)
        {
            return;
        }

        await StepAsync(
                RedisScript.End,
                entry,
                [
                    Microseconds.From(request is { } end ? Rest - end.SinceArrival : TimeSpan.Zero),
                    request is { } known ? known.Counts : RedisValue.EmptyString,
                    result is null ? RedisValue.EmptyString : result.Status.ToString(),
                    (long)Keep.TotalMilliseconds,
                    .. result is null ? [] : RedisRecord.Fields(entry.Message, options.KeepText).Concat(RedisRecord.Fields(result)),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        entry.RequestId = 0;
        entry.RecordId = result is null ? entry.RecordId : 0;
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(RedisScript.Hold, [Microseconds.From(wait)], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(RedisScript.CloseDay, [sessionId, options.Limits.MessagesPerDay, DayOffset], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        var arguments = new List<RedisValue>
        {
            note.BatchId,
            RedisKeys.BatchOf(note.BatchId),
            Microseconds.From(note.Began),
            note.Total is { } total ? total : string.Empty,
            note.EarlierTotal ?? 0,
            (long)Keep.TotalMilliseconds,
        };
        foreach (var result in note.Unsent)
        {
            var refused = RedisKeys.RefusedOf(note.BatchId, result.Index, result.Source);
            var fields = RedisRecord.Fields(note.BatchId, result).ToList();
            arguments.Add(
                result.MessageKey is null ? refused : RedisKeys.RecordOf(note.BatchId, result.MessageKey, result.Recipient ?? string.Empty)
            );
            arguments.Add(refused);
            arguments.Add(fields.Count);
            arguments.AddRange(fields);
        }

        await RunAsync(RedisScript.Note, arguments, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        RaiseAsync(message, Interlocked.Increment(ref lastNumber).ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Acquires an alert.</summary>
    /// <param name="token">The token that identifies this step within the process.</param>
    /// <param name="cancellationToken">Ends a wait for the server.</param>
    internal async ValueTask<SuppressionDecision> RaiseAsync(
        OutgoingMessage message,
        string token,
        CancellationToken cancellationToken = default
    )
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        RedisValue[] arguments = [token, AlertFingerprint.Of(message), Microseconds.From(message.Alert!.Window), KeepAlert];
        var reply = await RunAsync(RedisScript.Raise, arguments, cancellationToken).ConfigureAwait(false);
        return new SuppressionDecision
        {
            MayGo = (string?)reply[0] == "go",
            SuppressedCount = int.Parse((string)reply[1]!, CultureInfo.InvariantCulture),
            Since = Moment(reply[2]),
            Until = Moment(reply[3]),
            Token = token,
        };

        DateTimeOffset? Moment(RedisResult told) =>
            (string?)told is { Length: > 0 } moment ? Microseconds.ToLocalTime(Microseconds.Parse(moment), options.Time) : null;
    }

    /// <inheritdoc/>
    public async ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    )
    {
        RedisValue[] arguments = [decision.Token, AlertFingerprint.Of(message), decision.SuppressedCount, wasSent, KeepAlert];
        await RunAsync(RedisScript.EndAlert, arguments, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        heartbeat.Dispose();
        var hasLeft = connection.TryRun(RedisScript.Leave, scope, [Owner, LeaseLength, generation]);
        connection.Dispose();
        if (hasLeft)
        {
            mark?.Dispose();
        }
        else
        {
            // The unlocked mark is kept, so that the next process of this machine recovers this one's reservations immediately.
            mark?.Abandon();
        }
    }

    /// <summary>Ends like a killed process: the server isn't informed.</summary>
    internal void Abandon()
    {
        heartbeat.Dispose();
        connection.Dispose();
        mark?.Abandon();
    }

    private static RedisValue KeepAlert => (long)Alert.Keep.TotalMilliseconds;

    /// <summary>
    /// Before the first step and after each failure: registers the scope, checks that the server has not lost its data, and recovers
    /// the reservations of this machine's dead processes.
    /// </summary>
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var failures = connection.Failures;
        if (opened == failures)
        {
            return;
        }

        RedisValue[] arguments = [Owner, LeaseLength, string.Empty, generation, Platform.RandomAlphanumeric(16)];
        var reply = Check(await connection.RunAsync(RedisScript.Open, scope, arguments, cancellationToken).ConfigureAwait(false));
        generation = (string)reply[1]!;
        marks.LeaveGeneration(trace, generation);
        await connection.AddScopeAsync(scope, cancellationToken).ConfigureAwait(false);
        await marks.RecoverAsync(connection, scope, cancellationToken).ConfigureAwait(false);
        opened = failures;
    }

    private async Task<RedisResult[]> RunAsync(string script, IEnumerable<RedisValue> arguments, CancellationToken cancellationToken)
    {
        RedisValue[] all = [Owner, LeaseLength, generation, .. arguments];
        return Check(await connection.RunAsync(script, scope, all, cancellationToken).ConfigureAwait(false));
    }

    private Task<RedisResult[]> StepAsync(
        string script,
        LedgerEntry entry,
        IEnumerable<RedisValue> arguments,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            script,
            [Interlocked.Increment(ref lastStep), entry.RequestId, RecordOf(entry), entry.RecordId, .. arguments],
            cancellationToken
        );

    private RedisResult[] Check(RedisResult reply)
    {
        var items = (RedisResult[])reply!;
        return items.Length > 0 && items[0].Resp2Type == ResultType.BulkString && (string?)items[0] == LostReply
            ? throw new KirimyException(ErrorCode.LedgerDamaged, Text.Redis_Lost.With(address, Path.Combine(marks.Folder, trace + ".*")))
            : items;
    }

    private string RecordOf(LedgerEntry entry) => RedisKeys.RecordOf(entry.Message, Owner, entry.RecordId);

    private static RedisValue RefusedAtPlaceOf(OutgoingMessage message) =>
        message.Identity?.BatchId is { } batch ? RedisKeys.RefusedOf(batch, message.Index, message.Source) : string.Empty;

    private Reservation ToReservation(string record, RedisResult[] reply)
    {
        var number = reply.Length > 1 ? Microseconds.Parse((string)reply[1]!) : 0;
        return new Reservation(
            (string)reply[0]! switch
            {
                "go" or "free" => ReservationResult.Go,
                "wait" => ReservationResult.Later,
                "full" => ReservationResult.DayIsFull,
                "sent" => ReservationResult.AlreadySent,
                "unknown" => ReservationResult.MayHaveArrived,
                _ => ReservationResult.InProgress,
            },
            // If the day is full, the reply has the server's time, because only the client can compute the end of the day.
            Microseconds.ToTimeSpan(
                (string)reply[0]! == "full" ? Microseconds.EndOfDay(number, options.Limits.DailyReset) - number : number
            ),
            reply.Length > 2 ? RedisRecord.Read(scope, record, isAlive: false, reply[2]) : null
        );
    }

    /// <summary>Renews this process's lease, also while it is idle.</summary>
    private void Beat() => _ = Task.Run(() => connection.TryRun(RedisScript.Beat, scope, [Owner, LeaseLength, generation]));
}
