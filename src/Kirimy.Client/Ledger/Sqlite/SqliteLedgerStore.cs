using Kirimy.Client.Api;
using Kirimy.Client.Delivery;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>A ledger in a file that all processes of a machine share.</summary>
internal sealed class SqliteLedgerStore : ILedgerStore
{
    /// <summary>Timers end a little early or late; this is the least that is waited.</summary>
    private static readonly long ShortestWait = Microseconds.From(TimeSpan.FromMilliseconds(1));

    private readonly LedgerOptions options;
    private readonly SqliteFile file;
    private readonly HolderFile holder;
    private readonly GroupCommit commits;
    private readonly ClaimTable claims;
    private readonly RecordTable records;
    private readonly SlotTable slots;
    private readonly DayTable days;
    private readonly Recovery recovery;
    private readonly AlertTable alerts;
    private readonly long keyId;
    private bool isDisposed;

    /// <summary>The time of the transaction that is under way.</summary>
    private long now;

    /// <summary>Until when nobody sends.</summary>
    private long heldUntil;

    private SqliteLedgerStore(SqliteFile file, HolderFile holder, KirimyClient client, LedgerOptions options)
    {
        this.file = file;
        this.holder = holder;
        this.options = options;
        claims = new ClaimTable(file);
        records = new RecordTable(file, options.Time);
        slots = new SlotTable(file, options.Limits.Window);
        days = new DayTable(file);
        recovery = new Recovery(file, options, days);
        alerts = new AlertTable(file, options.Time);
        keyId = KeyId(client.Fingerprint, client.Address.Root.AbsoluteUri);
        if (claims.HoldersBesides(holder.Id).Count > 0)
        {
            file.Write(() => recovery.Run(holder.Id, Microseconds.From(options.Time.GetUtcNow())));
        }

        commits = new GroupCommit(file, BeginTransaction, days.Flush);
    }

    /// <summary>Opens a ledger; makes one where there is none.</summary>
    /// <param name="path">The whole path of the file.</param>
    /// <param name="client">Names the service and the key.</param>
    /// <param name="options">What the plan allows, and how records are kept.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_NEWER.</exception>
    public static SqliteLedgerStore Open(string path, KirimyClient client, LedgerOptions options) =>
        Open(SqliteFile.Open(path, options.Timeout), client, options);

    /// <summary>The same of a file that is open, and is the store's from here on.</summary>
    internal static SqliteLedgerStore Open(SqliteFile opened, KirimyClient client, LedgerOptions options)
    {
        HolderFile? self = null;
        try
        {
            self = HolderFile.Create(opened.Path);
            return new SqliteLedgerStore(opened, self, client, options);
        }
        catch
        {
            self?.Dispose();
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Turn> LookUpAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        await commits
            .RunAsync(
                () =>
                {
                    var (_, refusal, earlier) = Known(message);
                    return new Turn(refusal, Earlier: earlier);
                },
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<Turn> TryBeginAsync(Ticket ticket, string sessionId, CancellationToken cancellationToken)
    {
        var (turn, claim) = await commits.RunAsync(() => TryBegin(ticket, sessionId), cancellationToken).ConfigureAwait(false);
        Update(ticket, claim);
        return turn;
    }

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (ticket.Slot is not null || ticket.IsCounted)
        {
            Update(ticket, await commits.RunAsync(() => GiveBack(ticket), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(Ticket ticket, RequestEnd? request, SendResult? result, CancellationToken cancellationToken = default)
    {
        if (ticket.Kept is null)
        {
            return;
        }

        var arrival = Microseconds.From(options.Time.GetUtcNow() - (request?.SinceArrival ?? TimeSpan.Zero));
        Update(ticket, await commits.RunAsync(() => End(ticket, request, arrival, result), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask HoldAsync(TimeSpan wait, CancellationToken cancellationToken = default) =>
        await commits.RunAsync(() => Hold(now + Microseconds.From(wait)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<AlertTurn> RaiseAsync(OutgoingMessage message, CancellationToken cancellationToken = default) =>
        await commits
            .RunAsync(() => alerts.Raise(keyId, AlertName.Of(message), message.Alert!.Window, holder.Id, now), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask EndAlertAsync(
        OutgoingMessage message,
        AlertTurn turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) =>
        await commits
            .RunAsync(
                () =>
                {
                    alerts.End(keyId, AlertName.Of(message), turn, wasSent, holder.Id, now);
                    return true;
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
            commits.Dispose();
            file.Dispose();
            holder.Dispose();
        }
    }

    private static void Update(Ticket ticket, Claim? claim)
    {
        ticket.Kept = claim;
        ticket.MayHaveArrived = claim?.MayHaveArrived ?? false;
        ticket.Slot = claim?.Slot;
        ticket.IsCounted = claim?.SessionId is not null;
    }

    private static Turn Wait(long wait) => new(Admission: null, Microseconds.ToTimeSpan(Math.Max(wait, ShortestWait)));

    private long KeyId(string fingerprint, string service)
    {
        long? Find() => file.Query("SELECT id FROM keys WHERE fingerprint = ? AND service = ?").Bind(fingerprint).Bind(service).Number();

        return Find()
            ?? file.Write(() =>
            {
                file.Query("INSERT OR IGNORE INTO keys (fingerprint, service) VALUES (?, ?)").Bind(fingerprint).Bind(service).Run();
                return Find()!.Value;
            });
    }

    /// <summary>One time for all that the transaction does.</summary>
    private void BeginTransaction()
    {
        now = Microseconds.From(options.Time.GetUtcNow());
        days.Begin();
        slots.Begin();
        long seen;
        using (var row = file.Query("SELECT held_until, seen FROM keys WHERE id = ?").Bind(keyId))
        {
            row.Read();
            heldUntil = row.GetLong(0);
            seen = row.GetLong(1);
        }

        if (seen > now)
        {
            slots.Shift(keyId, seen - now);
            alerts.Shift(keyId, seen - now);
            heldUntil -= seen - now;
        }

        if (seen != now)
        {
            file.Query("UPDATE keys SET seen = ? WHERE id = ?").Bind(now).Bind(keyId).Run();
        }
    }

    private (Turn Turn, Claim? Claim) TryBegin(Ticket ticket, string sessionId)
    {
        DeliveryRecord? earlier = null;
        var claim = Find(ticket);
        if (claim is null)
        {
            var taken = Take(ticket, sessionId);
            if (taken.Refusal is { } refusal)
            {
                return (new Turn(refusal, Earlier: taken.Earlier), null);
            }

            (claim, earlier) = (taken.Claim!, taken.Earlier);
        }

        var turn = NextTurn(ref claim, sessionId);
        claims.Save(claim);
        if (claim is { Slot: { } used, IsInUse: true })
        {
            slots.Use(keyId, used, claim.RecordId, now);
        }
        else if (claim.Slot is { } slot)
        {
            slots.LineUp(keyId, slot, now);
        }

        return (turn with { Earlier = earlier }, claim);
    }

    private Claim? Find(Ticket ticket) =>
        ticket.Kept is Claim kept && claims.Find(kept.RecordId) is { } claim && claim.Holder == holder.Id ? claim : null;

    /// <summary>Makes sure that nobody else sends the message, now or before.</summary>
    private (Claim? Claim, Admission? Refusal, DeliveryRecord? Earlier) Take(Ticket ticket, string sessionId)
    {
        var (known, refusal, earlier) = Known(ticket.Message);
        if (refusal is not null)
        {
            return (null, refusal, earlier);
        }

        var id = known ?? records.Add(keyId, ticket.Message, sessionId, options.KeepText, now);
        return (NewClaim(id, mayHaveArrived: earlier is not null), null, earlier);
    }

    /// <summary>What is on record of a message.</summary>
    /// <returns>Its record, if it has one; why it may not be sent, if it may not; and what an earlier run left, where that matters.</returns>
    private (long? Id, Admission? Refusal, DeliveryRecord? Earlier) Known(OutgoingMessage message)
    {
        if (message.Identity is not { } identity || records.Find(keyId, identity, message.Receive) is not { } id)
        {
            return default;
        }

        if (claims.Find(id) is { } other && (other.Holder == holder.Id || !recovery.Run(holder.Id, now) || claims.Find(id) is not null))
        {
            return (id, Admission.InProgress, null);
        }

        var earlier = records.Get(id)!;
        return earlier.Status switch
        {
            DeliveryStatus.Sent => (id, Admission.AlreadySent, earlier),
            DeliveryStatus.Unknown when !options.ResendUnknown => (id, Admission.MayHaveArrived, earlier),
            DeliveryStatus.Unknown => (id, null, earlier),
            _ => (id, null, null),
        };
    }

    private Claim NewClaim(long recordId, bool mayHaveArrived) =>
        new()
        {
            RecordId = recordId,
            KeyId = keyId,
            Holder = holder.Id,
            MayHaveArrived = mayHaveArrived,
        };

    /// <summary>Whether a request may begin now; takes for it what there is to take.</summary>
    private Turn NextTurn(ref Claim claim, string sessionId)
    {
        if (heldUntil > now)
        {
            return Wait(heldUntil - now);
        }

        var day = Microseconds.Day(now, options.Limits.DayTurn);
        if (claim.SessionId != sessionId || claim.Day != day)
        {
            GiveBackDay(claim);
            var isTaken = days.TryTake(keyId, sessionId, day, options.Limits.MessagesPerDay);
            claim = claim with { SessionId = isTaken ? sessionId : null, Day = day };
            if (!isTaken)
            {
                claim = GiveBackSlot(claim);
                return new Turn(Admission.DayIsFull);
            }
        }

        if (claim.Slot is null)
        {
            var (slot, start) = slots.First(keyId, options.Limits.Requests, now);
            if (start > now && recovery.Run(holder.Id, now))
            {
                (slot, start) = slots.First(keyId, options.Limits.Requests, now);
            }

            claim = claim with { Slot = slot, Start = start };
        }
        else if (claim.Start <= now && slots.IsInUse(keyId, claim.Slot.Value))
        {
            recovery.Run(holder.Id, now);
            claim = claim with { Start = claims.Find(claim.RecordId)!.Start };
            if (slots.IsInUse(keyId, claim.Slot.Value))
            {
                return Wait(SlotTable.Overdue);
            }
        }

        if (claim.Start > now)
        {
            return Wait(claim.Start - now);
        }

        claim = claim with { Start = now, IsInUse = true, Requests = claim.Requests + 1 };
        return new Turn(Admission.Go);
    }

    private Claim? GiveBack(Ticket ticket)
    {
        if (Find(ticket) is not { } claim)
        {
            return null;
        }

        GiveBackDay(claim);
        claim = GiveBackSlot(claim) with { SessionId = null, Requests = claim.Requests - (claim.IsInUse ? 1 : 0) };
        claims.Save(claim);
        return claim;
    }

    private Claim? End(Ticket ticket, RequestEnd? request, long arrival, SendResult? result)
    {
        // What others change of a claim is its place in a line, which a request that is over has no use for.
        var kept = (Claim)ticket.Kept!;
        var claim = claims.TryDelete(kept.RecordId, holder.Id) ? kept : null;
        if (claim is not null && request is not { Counts: true })
        {
            GiveBackDay(claim);
        }

        if (claim is { Slot: { } slot })
        {
            if (request is null)
            {
                slots.LineUp(keyId, slot, now);
            }
            else
            {
                slots.Leave(keyId, slot, arrival, now);
            }
        }

        if (result is not null)
        {
            Finish(ticket, kept.RecordId, result);
            return null;
        }

        claim = claim is null
            ? null
            : claim with
            {
                Slot = null,
                IsInUse = false,
                SessionId = null,
                MayHaveArrived = claim.MayHaveArrived || request is { Counts: true },
            };
        if (claim is not null)
        {
            claims.Save(claim);
        }

        return claim;
    }

    /// <summary>Puts a message's result on record. One that may have arrived in an earlier request stays so unless it is known to be sent.</summary>
    private void Finish(Ticket ticket, long id, SendResult result)
    {
        var isOpen = ticket.MayHaveArrived && result.Status is not (DeliveryStatus.Sent or DeliveryStatus.Unknown);
        if (!isOpen || records.Earlier(id) is not { Status: DeliveryStatus.Unknown })
        {
            records.End(id, ticket.Message, result, isOpen ? DeliveryStatus.Unknown : result.Status, options.KeepText, now);
        }
    }

    private bool Hold(long until)
    {
        file.Query("UPDATE keys SET held_until = max(held_until, ?) WHERE id = ?").Bind(until).Bind(keyId).Run();
        heldUntil = Math.Max(heldUntil, until);
        return true;
    }

    private void GiveBackDay(Claim claim)
    {
        if (claim.SessionId is { } session)
        {
            days.GiveBack(keyId, session, claim.Day);
        }
    }

    /// <summary>Leaves a slot's line; whoever is behind keeps the time that was named to it, or gets a later one.</summary>
    private Claim GiveBackSlot(Claim claim)
    {
        if (claim.Slot is not { } slot)
        {
            return claim;
        }

        claim = claim with { Slot = null, IsInUse = false };
        claims.Save(claim);
        slots.LineUp(keyId, slot, now);
        return claim;
    }
}
