using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>A ledger in a file that all processes of a machine share. Each step is one transaction.</summary>
internal sealed class SqliteLedgerStore : ILedgerStore
{
    private static readonly long MinWait = Microseconds.From(LedgerOptions.MinWait);

    private readonly SqliteDatabase database;
    private readonly ProcessMark mark;
    private readonly LedgerOptions options;
    private readonly WriteQueue queue;
    private readonly KeyTable keys;
    private readonly RecordTable records;
    private readonly RequestTable requests;
    private readonly AlertTable alerts;
    private readonly BatchTable batches;
    private readonly Recovery recovery;
    private readonly long keyId;
    private bool isDisposed;

    private SqliteLedgerStore(SqliteDatabase database, ProcessMark mark, LedgerScope scope, LedgerOptions options)
    {
        this.database = database;
        this.mark = mark;
        this.options = options;
        keys = new KeyTable(database);
        records = new RecordTable(database, options.Time);
        requests = new RequestTable(database);
        alerts = new AlertTable(database, options.Time);
        batches = new BatchTable(database);
        recovery = new Recovery(database, options);
        keyId = keys.IdOf(scope);
        if (recovery.OwnersBesides(Owner).Count > 0)
        {
            database.Write(() => recovery.Run(Owner, Now));
        }

        queue = new WriteQueue(database);
    }

    private string Owner => mark.Id;

    private long Now => Microseconds.From(options.Time.GetUtcNow());

    /// <summary>The time that a request's place is taken after the request arrived.</summary>
    private long Window => Microseconds.From(options.Limits.Window + LedgerOptions.Margin);

    /// <summary>Opens a ledger; creates one if there is none.</summary>
    /// <param name="path">The whole path of the file.</param>
    /// <param name="scope">The key and the service.</param>
    /// <param name="options">The limits of the plan, and how records are kept.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</exception>
    public static SqliteLedgerStore Open(string path, LedgerScope scope, LedgerOptions options) =>
        Open(SqliteDatabase.Open(path, options.Timeout), scope, options);

    /// <summary>Opens a ledger in an open database. The store takes ownership of the database.</summary>
    internal static SqliteLedgerStore Open(SqliteDatabase database, LedgerScope scope, LedgerOptions options)
    {
        ProcessMark? self = null;
        try
        {
            self = ProcessMark.Create(database.Marks);
            return new SqliteLedgerStore(database, self, scope, options);
        }
        catch (Exception exception)
        {
            self?.Dispose();
            database.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw SqliteFault.Unavailable(database.Path, exception.Message, exception);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        // Usually no process has died, and no lock is needed.
        var found = await queue.ReadAsync(() => Look(message), cancellationToken).ConfigureAwait(false);
        return found ?? await queue.WriteAsync(() => Look(message, Now).Reservation, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> BeginAsync(LedgerEntry entry, string sessionId, CancellationToken cancellationToken)
    {
        // The entry changes only after the commit, because a step may run again.
        var begun = await queue.WriteAsync(() => Begin(entry, sessionId), cancellationToken).ConfigureAwait(false);
        (entry.RecordId, entry.RequestId) = (begun.RecordId, begun.RequestId);
        return begun.Reservation;
    }

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.RequestId != 0)
        {
            await queue.WriteAsync(() => GiveBack(entry.RequestId), cancellationToken).ConfigureAwait(false);
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

        var ends = Now - Microseconds.From(request?.SinceArrival ?? TimeSpan.Zero) + Window;
        await queue.WriteAsync(() => End(entry, request, ends, result), cancellationToken).ConfigureAwait(false);
        entry.RequestId = 0;
        entry.RecordId = result is null ? entry.RecordId : 0;
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) =>
        await queue
            .WriteAsync(
                () =>
                {
                    keys.Tick(keyId, Now);
                    keys.Hold(keyId, Now + Microseconds.From(wait));
                    return this;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask CloseDayAsync(string sessionId, CancellationToken cancellationToken = default) =>
        await queue
            .WriteAsync(
                () =>
                {
                    var now = Now;
                    keys.Tick(keyId, now);
                    var limits = options.Limits;
                    requests.CloseDay(keyId, sessionId, Microseconds.Day(now, limits.DailyReset), limits.MessagesPerDay);
                    return this;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask NoteAsync(BatchNote note, CancellationToken cancellationToken = default) =>
        await queue
            .WriteAsync(
                () =>
                {
                    batches.Note(keyId, note);
                    return this;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<SuppressionDecision> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        await queue
            .WriteAsync(
                () =>
                {
                    var now = Now;
                    keys.Tick(keyId, now);
                    return alerts.Raise(keyId, AlertFingerprint.Of(message), message.Alert!.Window, Owner, now);
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask EndAlertAsync(
        OutgoingMessage message,
        SuppressionDecision decision,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) =>
        await queue
            .WriteAsync(
                () =>
                {
                    var now = Now;
                    keys.Tick(keyId, now);
                    alerts.End(keyId, AlertFingerprint.Of(message), decision, wasSent, Owner, now);
                    return this;
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            queue.Dispose();
            database.Dispose();
            mark.Dispose();
        }
    }

    /// <summary>Whether a message is done, or in progress; without a transaction.</summary>
    /// <returns>Null if its owner is dead: then a transaction has to recover it.</returns>
    private Reservation? Look(OutgoingMessage message)
    {
        var found = records.Find(keyId, message);
        return found?.Owner is { } owner && owner != Owner && !ProcessMark.IsAlive(database.Marks, owner) ? null : Check(found);
    }

    private (long RecordId, Reservation Reservation) Look(OutgoingMessage message, long now)
    {
        var found = records.Find(keyId, message);
        if (found?.Owner is { } owner && owner != Owner && recovery.Run(Owner, now))
        {
            found = records.Find(keyId, message);
        }

        return (found?.Id ?? 0, Check(found));
    }

    private Reservation Check((long Id, string? Owner)? found)
    {
        if (found is not var (id, owner))
        {
            return Reservation.Go;
        }

        if (owner is not null)
        {
            return Reservation.InProgress;
        }

        var earlier = records.Get(id)!;
        return earlier.Status switch
        {
            DeliveryStatus.Sent => new(ReservationResult.AlreadySent, Earlier: earlier),
            DeliveryStatus.Unknown => new(
                options.ResendUnknown ? ReservationResult.Go : ReservationResult.MayHaveArrived,
                Earlier: earlier
            ),
            _ => Reservation.Go,
        };
    }

    private Begun Begin(LedgerEntry entry, string sessionId)
    {
        var now = Now;
        var heldUntil = keys.Tick(keyId, now);
        var (recordId, requestId) = (entry.RecordId, entry.RequestId);
        DeliveryRecord? earlier = null;
        if (recordId == 0 || !records.IsOwnedBy(recordId, Owner))
        {
            (recordId, var known) = Look(entry.Message, now);
            if (known.Result != ReservationResult.Go)
            {
                return new Begun(known, RecordId: 0, RequestId: 0);
            }

            earlier = known.Earlier;
            if (entry.Message.Identity?.BatchId is { } batch)
            {
                batches.RemoveRefused(keyId, batch, MessageSource.PlaceOf(entry.Message.Index, entry.Message.Source));
            }

            recordId = recordId != 0 ? recordId : records.Add(keyId, entry.Message, sessionId, options.KeepText, now);
            records.Take(recordId, Owner, mayHaveArrived: earlier is not null);
            requestId = 0;
        }

        var (reservation, id) = Reserve(recordId, requestId, sessionId, heldUntil, now);
        return new Begun(reservation with { Earlier = earlier }, recordId, id);
    }

    /// <summary>Begins a request if there is room for it and its session may send today; otherwise reserves a later place.</summary>
    private (Reservation Reservation, long RequestId) Reserve(long recordId, long requestId, string sessionId, long heldUntil, long now)
    {
        var day = Microseconds.Day(now, options.Limits.DailyReset);
        if (requests.IsDayFull(keyId, sessionId, day, options.Limits.MessagesPerDay))
        {
            requests.Delete(requestId);
            var rest = Microseconds.EndOfDay(now, options.Limits.DailyReset) - now;
            return (Reservation.DayIsFull(Microseconds.ToTimeSpan(rest)), 0);
        }

        requests.Sweep(keyId, now);
        long Start() => Math.Max(heldUntil, requests.Room(keyId, isNew: requestId == 0, options.Limits.Requests, now));
        var start = Start();
        if (start > now && recovery.Run(Owner, now))
        {
            start = Start();
        }

        if (start > now)
        {
            var wait = Microseconds.ToTimeSpan(Math.Max(start - now, MinWait));
            return (Reservation.Later(wait), Save(RequestTable.Waiting, start));
        }

        requests.Count(keyId, sessionId, day, 1);
        records.Begin(recordId);
        return (Reservation.Go, Save(RequestTable.InFlight, now));

        long Save(long state, long began) =>
            requests.Save(requestId, new(keyId, recordId, Owner, state, began, began + Window, sessionId, day));
    }

    private bool GiveBack(long requestId)
    {
        keys.Tick(keyId, Now);
        if (requests.Find(requestId) is not { } request)
        {
            return false;
        }

        requests.Delete(requestId);
        if (request.State == RequestTable.InFlight)
        {
            requests.Count(keyId, request.Session, request.Day, -1);
            records.GiveBack(request.RecordId);
        }

        return true;
    }

    private bool End(LedgerEntry entry, RequestEnd? request, long ends, SendResult? result)
    {
        var now = Now;
        keys.Tick(keyId, now);
        if (request is not { } end)
        {
            GiveBack(entry.RequestId);
        }
        else
        {
            if (!end.Counts && requests.Find(entry.RequestId) is { } refused)
            {
                requests.Count(keyId, refused.Session, refused.Day, -1);
            }

            requests.Finish(entry.RequestId, ends);
        }

        if (result is null)
        {
            records.Release(entry.RecordId, Owner, request is { Counts: true });
        }
        else
        {
            records.End(entry.RecordId, Owner, entry.Message, result, options.KeepText, now);
        }

        return true;
    }

    /// <summary>The outcome of a begin; a class, as <see cref="Reservation"/> is.</summary>
    private sealed record Begun(Reservation Reservation, long RecordId, long RequestId);
}
