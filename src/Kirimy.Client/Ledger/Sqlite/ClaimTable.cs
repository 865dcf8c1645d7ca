namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>What all processes hold. A row for each message that one is at: few, however many records there are.</summary>
internal sealed class ClaimTable(SqliteFile file)
{
    /// <summary>The claim on a record; null when nobody is at it.</summary>
    public Claim? Find(long recordId)
    {
        using var row = file.Query(
                "SELECT record_id, key_id, holder, arrived, slot, start, in_use, session, day, requests FROM claims WHERE record_id = ?"
            )
            .Bind(recordId);
        return row.Read() ? From(row) : null;
    }

    /// <summary>All claims of a holder.</summary>
    public List<Claim> Of(string holder)
    {
        var claims = new List<Claim>();
        using var row = file.Query(
                "SELECT record_id, key_id, holder, arrived, slot, start, in_use, session, day, requests FROM claims WHERE holder = ?"
            )
            .Bind(holder);
        while (row.Read())
        {
            claims.Add(From(row));
        }

        return claims;
    }

    /// <summary>Who holds anything, besides one.</summary>
    public List<string> HoldersBesides(string holder)
    {
        var holders = new List<string>();
        using var row = file.Query("SELECT DISTINCT holder FROM claims WHERE holder <> ?").Bind(holder);
        while (row.Read())
        {
            holders.Add(row.GetText(0)!);
        }

        return holders;
    }

    /// <summary>Puts a claim on record, new or changed.</summary>
    public void Save(Claim claim) =>
        file.Query(
                """
                INSERT OR REPLACE INTO claims (record_id, key_id, holder, arrived, slot, start, in_use, session, day, requests)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            .Bind(claim.RecordId)
            .Bind(claim.KeyId)
            .Bind(claim.Holder)
            .Bind(claim.MayHaveArrived)
            .Bind((long?)claim.Slot)
            .Bind(claim.Start)
            .Bind(claim.IsInUse)
            .Bind(claim.SessionId)
            .Bind(claim.Day)
            .Bind(claim.Requests)
            .Run();

    /// <summary>Lets a record go that one holds.</summary>
    /// <returns>False when it is not theirs any more.</returns>
    public bool TryDelete(long recordId, string holder)
    {
        file.Query("DELETE FROM claims WHERE record_id = ? AND holder = ?").Bind(recordId).Bind(holder).Run();
        return file.Changed > 0;
    }

    /// <summary>Lets a record go.</summary>
    public void Delete(long recordId) => file.Query("DELETE FROM claims WHERE record_id = ?").Bind(recordId).Run();

    private static Claim From(SqliteStatement row) =>
        new()
        {
            RecordId = row.GetLong(0),
            KeyId = row.GetLong(1),
            Holder = row.GetText(2)!,
            MayHaveArrived = row.GetLong(3) != 0,
            Slot = (int?)row.GetNumber(4),
            Start = row.GetLong(5),
            IsInUse = row.GetLong(6) != 0,
            SessionId = row.GetText(7),
            Day = row.GetLong(8),
            Requests = row.GetLong(9),
        };
}
