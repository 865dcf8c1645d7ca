namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>Takes over what processes left that are gone: their turns at slots, their messages of the day, their records.</summary>
/// <param name="file">Where.</param>
/// <param name="options">How the ledger is kept.</param>
/// <param name="days">The days' counts; those of whoever else counts in the same transaction.</param>
/// <param name="slots">The slots; likewise.</param>
/// <param name="clock">The keys' times.</param>
internal sealed class Recovery(SqliteFile file, LedgerOptions options, DayTable days, SlotTable slots, KeyClock clock)
{
    /// <summary>The longest that a process is at a request: it died before that was over.</summary>
    private static readonly long LongestRequest = Microseconds.From(TimeSpan.FromSeconds(60));

    /// <summary>The longest that a request is still on its way after its process has died.</summary>
    private static readonly long LongestWay = Microseconds.From(TimeSpan.FromMilliseconds(500));

    private readonly ClaimTable claims = new(file);
    private readonly RecordTable records = new(file, options.Time);

    /// <summary>Takes over from all that are gone. Inside of a transaction.</summary>
    /// <param name="self">Who asks; it is alive.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether there were any.</returns>
    public bool Run(string self, long now)
    {
        var found = false;
        foreach (var holder in claims.HoldersBesides(self).Where(h => !HolderFile.IsAlive(file.Path, h)))
        {
            found = true;
            foreach (var keyId in claims.Of(holder).Select(claim => claim.KeyId).Distinct())
            {
                clock.Catch(keyId, now);
            }

            foreach (var claim in claims.Of(holder))
            {
                Take(claim, now);
            }

            HolderFile.Delete(file.Path, holder);
        }

        if (found)
        {
            days.Flush();
        }

        return found;
    }

    private void Take(Claim claim, long now)
    {
        claims.Delete(claim.RecordId);
        if (claim.IsInUse || (claim.MayHaveArrived && claim.Requests > 0))
        {
            records.LeaveUnknown(claim.RecordId, claim.SessionId, claim.Requests, now);
        }
        else
        {
            records.LeaveUnsent(claim.RecordId, now);
        }

        if (!claim.IsInUse && claim.SessionId is { } session)
        {
            days.GiveBack(claim.KeyId, session, claim.Day);
        }

        if (claim.Slot is { } slot)
        {
            if (claim.IsInUse)
            {
                slots.Rest(claim.KeyId, slot, Math.Min(claim.Start + LongestRequest, now) + LongestWay, now);
            }

            slots.LineUp(claim.KeyId, slot, now);
        }
    }
}
