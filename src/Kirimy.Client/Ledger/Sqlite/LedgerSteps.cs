using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// What is done in the transactions of a ledger's file, for one key: each step is called within one, and changes nothing but the file and
/// what is kept of it here, which the next transaction after one that was undone has forgotten. Not for several threads at once.
/// </summary>
internal sealed class LedgerSteps
{
    /// <summary>Timers end a little early or late; this is the least that is waited.</summary>
    private static readonly long ShortestWait = Microseconds.From(TimeSpan.FromMilliseconds(1));

    /// <summary>How often the file is told the time. A clock that was set back by less than this does no harm.</summary>
    private static readonly long SeenWithin = Microseconds.From(TimeSpan.FromMilliseconds(10));

    private readonly SqliteFile file;
    private readonly string holder;
    private readonly LedgerOptions options;
    private readonly ClaimTable claims;
    private readonly RecordTable records;
    private readonly SlotTable slots;
    private readonly DayTable days;
    private readonly KeyClock clock;
    private readonly Recovery recovery;
    private readonly AlertTable alerts;
    private readonly KnownMessages messages;
    private readonly long keyId;

    /// <summary>The time of the transaction that is under way.</summary>
    private long now;

    /// <summary>Until when nobody sends.</summary>
    private long heldUntil;

    /// <summary>The latest time that this ledger was used at; what the file has of it is up to <see cref="SeenWithin"/> older.</summary>
    private long seen;
    private long seenInFile;

    /// <summary>How the file was when all that is known of it was read.</summary>
    private (long Others, long Undone)? version;

    /// <summary>The steps of one process; takes over from those that are gone.</summary>
    /// <param name="file">Where.</param>
    /// <param name="holder">The process, as its claims name it.</param>
    /// <param name="scope">The key and the service.</param>
    /// <param name="options">What the plan allows, and how records are kept.</param>
    public LedgerSteps(SqliteFile file, string holder, LedgerScope scope, LedgerOptions options)
    {
        this.file = file;
        this.holder = holder;
        this.options = options;
        claims = new ClaimTable(file);
        records = new RecordTable(file, options.Time);
        slots = new SlotTable(file, options.Limits);
        days = new DayTable(file);
        alerts = new AlertTable(file, options.Time);
        clock = new KeyClock(file, slots, alerts);
        recovery = new Recovery(file, options, days, slots, clock);
        keyId = KeyId(scope.Fingerprint, scope.Service.AbsoluteUri);
        messages = new KnownMessages(file, holder, keyId, options, recovery);
        if (claims.HoldersBesides(holder).Count > 0)
        {
            file.Write(() => recovery.Run(holder, Microseconds.From(options.Time.GetUtcNow())));
        }
    }

    /// <summary>One time for all that the transaction does.</summary>
    public void Begin()
    {
        now = Microseconds.From(options.Time.GetUtcNow());
        var current = file.Version;
        if (current != version)
        {
            version = current;
            Read();
        }

        var back = seen - now;
        if (back > 0)
        {
            clock.Shift(keyId, back, now);
            heldUntil -= back;
            seenInFile = now;
        }
        else if (now - seenInFile >= SeenWithin)
        {
            clock.See(keyId, now);
            seenInFile = now;
        }

        seen = now;
    }

    /// <summary>Ends a transaction, before it is on record.</summary>
    public void Flush() => days.Flush();

    /// <summary>Whether a message is done, or somebody else's; takes nothing.</summary>
    public Reservation LookUp(OutgoingMessage message) => messages.Find(message, now).ToTurn();

    /// <summary>The same; the only step that may be called outside of a transaction.</summary>
    /// <returns>Null where it takes one.</returns>
    public Reservation? TryLookUp(OutgoingMessage message) => messages.TryFind(message)?.ToTurn();

    /// <summary>Takes for a request what there is to take, or names the time at which to come again.</summary>
    public (Reservation Turn, Claim? Claim) TryBegin(LedgerEntry entry, string sessionId)
    {
        DeliveryRecord? earlier = null;
        var claim = Find(entry);
        if (claim is null)
        {
            var taken = Take(entry, sessionId);
            if (taken.Refusal is { } refusal)
            {
                return (new Reservation(refusal, Earlier: taken.Earlier), null);
            }

            (claim, earlier) = (taken.Claim!, taken.Earlier);
        }

        var turn = NextTurn(ref claim, sessionId);
        claims.Save(claim);
        if (claim is { Slot: { } used, IsInUse: true })
        {
            slots.Use(keyId, used, now);
        }
        else if (claim.Slot is { } slot)
        {
            slots.LineUp(keyId, slot, now);
        }

        return (turn with { Earlier = earlier }, claim);
    }

    /// <summary>Gives back what was taken for a request that is not made.</summary>
    public Claim? GiveBack(LedgerEntry entry)
    {
        if (Find(entry) is not { } claim)
        {
            return null;
        }

        GiveBackDay(claim);
        claim = GiveBackSlot(claim) with { SessionId = null, Requests = claim.Requests - (claim.IsInUse ? 1 : 0) };
        claims.Save(claim);
        return claim;
    }

    /// <summary>A request is over; with a result, the message is.</summary>
    public Claim? End(LedgerEntry entry, RequestEnd? request, long arrival, SendResult? result)
    {
        // What others change of a claim is its place in a line, which a request that is over has no use for.
        var kept = (Claim)entry.Kept!;
        var claim = claims.TryDelete(kept.RecordId, holder) ? kept : null;
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
            Finish(entry, kept.RecordId, result);
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

    /// <summary>Nobody sends before a time is over.</summary>
    public bool Hold(TimeSpan wait)
    {
        var until = now + Microseconds.From(wait);
        file.Query("UPDATE keys SET held_until = max(held_until, ?) WHERE id = ?").Bind(until).Bind(keyId).Run();
        heldUntil = Math.Max(heldUntil, until);
        return true;
    }

    /// <summary>Whether an alert may go.</summary>
    public SuppressionDecision Raise(OutgoingMessage message) =>
        alerts.Raise(keyId, AlertFingerprint.Of(message), message.Alert!.Window, holder, now);

    /// <summary>An alert that might go is over.</summary>
    public bool EndAlert(OutgoingMessage message, SuppressionDecision turn, bool wasSent)
    {
        alerts.End(keyId, AlertFingerprint.Of(message), turn, wasSent, holder, now);
        return true;
    }

    /// <summary>Reads what is kept from one transaction to the next.</summary>
    private void Read()
    {
        days.Forget();
        slots.Forget();
        using var row = file.Query("SELECT held_until, seen FROM keys WHERE id = ?").Bind(keyId);
        row.Read();
        heldUntil = row.GetLong(0);
        seen = row.GetLong(1);
        seenInFile = seen;
    }

    private static Reservation Wait(long wait) => Reservation.Later(Microseconds.ToTimeSpan(Math.Max(wait, ShortestWait)));

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

    private Claim? Find(LedgerEntry entry) =>
        entry.Kept is Claim kept && claims.Find(kept.RecordId) is { } claim && claim.Holder == holder ? claim : null;

    /// <summary>Makes sure that nobody else sends the message, now or before.</summary>
    private (Claim? Claim, ReservationResult? Refusal, DeliveryRecord? Earlier) Take(LedgerEntry entry, string sessionId)
    {
        var (known, refusal, earlier) = messages.Find(entry.Message, now);
        if (refusal is not null)
        {
            return (null, refusal, earlier);
        }

        var id = known ?? records.Add(keyId, entry.Message, sessionId, options.KeepText, now);
        return (NewClaim(id, mayHaveArrived: earlier is not null), null, earlier);
    }

    private Claim NewClaim(long recordId, bool mayHaveArrived) =>
        new()
        {
            RecordId = recordId,
            KeyId = keyId,
            Holder = holder,
            MayHaveArrived = mayHaveArrived,
        };

    /// <summary>Whether a request may begin now; takes for it what there is to take.</summary>
    private Reservation NextTurn(ref Claim claim, string sessionId)
    {
        if (heldUntil > now)
        {
            return Wait(heldUntil - now);
        }

        var day = Microseconds.Day(now, options.Limits.DailyReset);
        if (claim.SessionId != sessionId || claim.Day != day)
        {
            GiveBackDay(claim);
            var isTaken = days.TryTake(keyId, sessionId, day, options.Limits.MessagesPerDay);
            claim = claim with { SessionId = isTaken ? sessionId : null, Day = day };
            if (!isTaken)
            {
                claim = GiveBackSlot(claim);
                return new Reservation(ReservationResult.DayIsFull);
            }
        }

        if (claim.Slot is null)
        {
            var (slot, start) = slots.First(keyId, now);
            if (start > now && recovery.Run(holder, now))
            {
                (slot, start) = slots.First(keyId, now);
            }

            claim = claim with { Slot = slot, Start = start };
        }
        else if (claim.Start <= now && slots.IsInUse(keyId, claim.Slot.Value, now))
        {
            recovery.Run(holder, now);
            claim = claim with { Start = claims.Find(claim.RecordId)!.Start };
            if (slots.IsInUse(keyId, claim.Slot.Value, now))
            {
                return Wait(SlotTable.Overdue);
            }
        }

        if (claim.Start > now)
        {
            return Wait(claim.Start - now);
        }

        claim = claim with { Start = now, IsInUse = true, Requests = claim.Requests + 1 };
        return new Reservation(ReservationResult.Go);
    }

    /// <summary>Puts a message's result on record. One that may have arrived in an earlier request stays so unless it is known to be sent.</summary>
    private void Finish(LedgerEntry entry, long id, SendResult result)
    {
        var isOpen = entry.MayHaveArrived && result.Status is not (DeliveryStatus.Sent or DeliveryStatus.Unknown);
        if (!isOpen || records.Earlier(id) is not { Status: DeliveryStatus.Unknown })
        {
            records.End(id, entry.Message, result, isOpen ? DeliveryStatus.Unknown : result.Status, options.KeepText, now);
        }
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
