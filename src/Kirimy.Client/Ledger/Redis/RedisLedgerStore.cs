using System.Globalization;
using Kirimy.Client.Messages;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The ledger in Redis, for several machines. Goes by the server's clock.</summary>
/// <remarks>
/// <para>
/// A slot is a claim on the window, of which no more than the limit may be on at once. A newcomer that finds no room is told when there
/// will be, if all requests end at once; when it comes back, what counts is how they did.
/// </para>
/// <para>
/// Each step carries a number that grows, and what it takes is named beforehand: a step that runs twice, or after a later one, takes and
/// counts nothing twice.
/// </para>
/// <para>As durable as the server: only <c>appendonly yes</c> with <c>appendfsync always</c> survives its crash without loss.</para>
/// </remarks>
internal sealed class RedisLedgerStore : ILedgerStore
{
    /// <summary>How long after a process was last heard of it is taken for gone.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long a record is kept after it last changed.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromDays(90);

    /// <summary>What a window is kept longer by: the answer that starts a request may be underway for longer than the next one's.</summary>
    internal static readonly TimeSpan Margin = LedgerOptions.Margin + LedgerOptions.Margin;

    private readonly RedisConnection connection;
    private readonly string scope;
    private readonly LedgerOptions options;
    private readonly LocalHolders locals;
    private readonly LocalHolders.Mark? mark;
    private readonly RedisAlerts alerts;
    private readonly ITimer heart;
    private int numbers;
    private long steps;
    private volatile int introduced = -1;

    /// <summary>Opens nothing yet: the first call connects.</summary>
    /// <param name="address">The server.</param>
    /// <param name="owner">The key and the service.</param>
    /// <param name="options">What the plan allows, and how records are kept.</param>
    /// <param name="locals">The processes of this machine.</param>
    public RedisLedgerStore(RedisAddress address, LedgerScope owner, LedgerOptions options, LocalHolders locals)
    {
        this.locals = locals;
        mark = locals.TryMark(Holder);
        connection = new RedisConnection(address, options);
        scope = RedisKeys.ScopeOf(owner.Fingerprint, owner.Service);
        this.options = options;
        alerts = new RedisAlerts(connection, scope, Holder, options.Time);
        var beat = TimeSpan.FromTicks(Lease.Ticks / 3);
        heart = options.Time.CreateTimer(_ => Beat(), state: null, beat, beat);
    }

    /// <summary>What this process is known by, to the server.</summary>
    internal string Holder { get; } = Platform.RandomAlphanumeric(20);

    private TimeSpan Rest => options.Limits.Window + Margin;

    /// <inheritdoc/>
    public async ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Identity is null)
        {
            return Reservation.Go;
        }

        await IntroduceAsync(cancellationToken).ConfigureAwait(false);
        var record = RedisKeys.RecordOf(message);
        var reply = (RedisResult[])
            (
                await connection
                    .RunAsync(RedisScript.LookUp, scope, [Holder, RedisTime.Write(Lease), record, options.ResendUnknown], cancellationToken)
                    .ConfigureAwait(false)
            )!;
        return new Reservation(Refusal((string)reply[0]!) ?? ReservationResult.Go, Earlier: Earlier(record, reply));
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
    {
        await IntroduceAsync(cancellationToken).ConfigureAwait(false);

        // Named before the call: what is not heard of again can still be given back.
        entry.RecordId ??= RedisKeys.RecordOf(entry.Message) + ":" + Number();
        entry.Slot ??= Interlocked.Increment(ref numbers);
        var reply = await RunAsync(
                RedisScript.Begin,
                entry,
                [
                    sessionId,
                    options.Limits.Requests,
                    RedisTime.Write(Rest),
                    options.Limits.MessagesPerDay,
                    RedisTime.Write(options.Limits.DailyReset.OffsetAt(options.Time.GetUtcNow())),
                    (long)Keep.TotalMilliseconds,
                    options.ResendUnknown,
                    .. RedisRecord.Fields(entry.Message, options.KeepText),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var earlier = Earlier(RecordOf(entry), reply);
        switch ((string)reply[0]!)
        {
            case "go":
                return new Reservation(ReservationResult.Go, Earlier: earlier);
            case "wait":
                return new Reservation(ReservationResult.Later, RedisTime.Span((string)reply[1]!), earlier);
            case "full":
                entry.Slot = null;
                return new Reservation(ReservationResult.DayIsFull, Earlier: earlier);
            case var refusal:
                entry.Slot = null;
                entry.RecordId = null;
                return new Reservation(Refusal(refusal) ?? ReservationResult.InProgress, Earlier: earlier);
        }
    }

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.RecordId is not null)
        {
            await RunAsync(RedisScript.GiveBack, entry, [], cancellationToken).ConfigureAwait(false);
            entry.Slot = null;
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
        if (entry.RecordId is null)
        {
            return;
        }

        var rest = request is { } end ? Rest - end.SinceArrival : TimeSpan.Zero;
        await RunAsync(
                RedisScript.End,
                entry,
                [
                    RedisTime.Write(rest),
                    request is { } known ? known.Counts : RedisValue.EmptyString,
                    result is null ? RedisValue.EmptyString : result.Status.ToString(),
                    (long)Keep.TotalMilliseconds,
                    .. result is null ? [] : RedisRecord.Fields(entry.Message, options.KeepText).Concat(RedisRecord.Fields(result)),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        entry.Slot = null;
        entry.MayHaveArrived |= request is { Counts: true };
        if (result is not null)
        {
            entry.RecordId = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) =>
        await connection
            .RunAsync(RedisScript.Hold, scope, [Holder, RedisTime.Write(Lease), RedisTime.Write(wait)], cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        await IntroduceAsync(cancellationToken).ConfigureAwait(false);
        return await alerts.RaiseAsync(message, Number(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => alerts.EndAsync(message, turn, wasSent, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        heart.Dispose();
        connection.TryRun(RedisScript.Leave, scope, [Holder, RedisTime.Write(Lease)]);
        connection.Dispose();
        mark?.Dispose();
    }

    /// <summary>Ends as a process that is killed does: nothing is told to the server.</summary>
    internal void Abandon()
    {
        heart.Dispose();
        connection.Dispose();
        mark?.Abandon();
    }

    /// <summary>Before the first step, and after each failure: the scope is made known, and what dead processes of this machine left is theirs no more.</summary>
    private async Task IntroduceAsync(CancellationToken cancellationToken)
    {
        var failures = connection.Failures;
        if (introduced != failures)
        {
            await connection.AddScopeAsync(scope, cancellationToken).ConfigureAwait(false);
            await locals.BuryAsync(connection, scope, cancellationToken).ConfigureAwait(false);
            introduced = failures;
        }
    }

    private static string RecordOf(LedgerEntry entry) => entry.RecordId!.Split(':')[0];

    private static ReservationResult? Refusal(string answer) =>
        answer switch
        {
            "sent" => ReservationResult.AlreadySent,
            "unknown" => ReservationResult.MayHaveArrived,
            "progress" => ReservationResult.InProgress,
            _ => null,
        };

    private DeliveryRecord? Earlier(string record, RedisResult[] reply) =>
        reply.Length > 2 ? RedisRecord.Read(scope, record, isAlive: false, reply[2]) : null;

    private string Number() => Interlocked.Increment(ref numbers).ToString(CultureInfo.InvariantCulture);

    private async Task<RedisResult[]> RunAsync(
        string script,
        LedgerEntry entry,
        IEnumerable<RedisValue> arguments,
        CancellationToken cancellationToken
    )
    {
        var record = entry.RecordId!.Split(':');
        RedisValue[] all =
        [
            Holder,
            RedisTime.Write(Lease),
            Interlocked.Increment(ref steps),
            entry.Slot?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
            record[0],
            record[1],
            .. arguments,
        ];
        return (RedisResult[])(await connection.RunAsync(script, scope, all, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Lets the others know that this process lives, also while it has nothing to say.</summary>
    private void Beat() => _ = Task.Run(() => connection.TryRun(RedisScript.Beat, scope, [Holder, RedisTime.Write(Lease)]));
}
