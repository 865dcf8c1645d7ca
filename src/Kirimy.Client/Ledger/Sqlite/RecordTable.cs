using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>The status and the owner of each message.</summary>
/// <remarks>
/// Doubt: 0 if no request can have arrived, 1 while one is in flight, 2 if one may have arrived, in this run or an earlier one.
/// </remarks>
internal sealed class RecordTable(SqliteDatabase database, TimeProvider time)
{
    /// <summary>A record's status: one that has an owner is in progress.</summary>
    public const string Status = "iif(r.owner IS NULL, r.status, 5)";

    /// <summary>The FROM clause that records are read from.</summary>
    public const string Source = "FROM records r JOIN keys k ON k.id = r.key_id";

    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string Columns =
        $"r.id, r.changed, {Status}, r.receive, r.session, r.batch_id, r.message_key, r.message_id, r.attempts, r.http_status, "
        + "r.error_code, r.error_message, r.message, k.fingerprint, r.name, r.row_number, r.source_file";

    /// <summary>The record of a message, and its owner; null if the message is new.</summary>
    public (long Id, string? Owner)? Find(long keyId, OutgoingMessage message)
    {
        if (message.Identity is not { } identity)
        {
            return null;
        }

        using var row = database.Query(
            "SELECT id, owner FROM records WHERE batch_id IS ? AND message_key = ? AND key_id = ? AND receive = ?",
            identity.BatchId,
            identity.Key,
            keyId,
            message.Recipient
        );
        return row.Read() ? (row.GetLong(0), row.GetText(1)) : null;
    }

    /// <summary>A record; null if there is none.</summary>
    public DeliveryRecord? Get(long id)
    {
        using var row = database.Query($"SELECT {Columns} {Source} WHERE r.id = ?", id);
        return row.Read() ? Read(row) : null;
    }

    /// <summary>Begins the record of a new message.</summary>
    public long Add(long keyId, OutgoingMessage message, string sessionId, bool keepText, long now)
    {
        database.Execute(
            """
            INSERT INTO records (key_id, changed, status, receive, session, batch_id, message_key, message, name, row_number, source_file)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            keyId,
            now,
            (long)DeliveryStatus.InProgress,
            message.Recipient,
            sessionId,
            message.Identity?.BatchId,
            message.Identity?.Key,
            keepText ? message.Whole ?? message.Text : null,
            message.Source?.Name,
            message.Source?.RowNumber,
            message.Source?.SourceFile
        );
        return database.LastId;
    }

    /// <summary>Sets the owner of a record.</summary>
    /// <param name="mayHaveArrived">Whether a request of an earlier run may have arrived.</param>
    public void Take(long id, string owner, bool mayHaveArrived) =>
        database.Execute("UPDATE records SET owner = ?, doubt = ?, begun = 0 WHERE id = ?", owner, mayHaveArrived ? 2L : 0L, id);

    /// <summary>Whether a process owns a record.</summary>
    public bool IsOwnedBy(long id, string owner) => database.Number("SELECT 1 FROM records WHERE id = ? AND owner = ?", id, owner) == 1;

    /// <summary>Records the start of a request.</summary>
    public void Begin(long id) => database.Execute("UPDATE records SET begun = begun + 1, doubt = max(doubt, 1) WHERE id = ?", id);

    /// <summary>Records that a started request wasn't sent.</summary>
    public void GiveBack(long id) =>
        database.Execute("UPDATE records SET begun = begun - 1, doubt = iif(doubt = 1, 0, doubt) WHERE id = ?", id);

    /// <summary>Records the end of a request of a message that isn't done.</summary>
    public void Release(long id, string owner, bool mayHaveArrived) =>
        database.Execute(
            "UPDATE records SET doubt = iif(? = 1, 2, iif(doubt = 1, 0, doubt)) WHERE id = ? AND owner = ?",
            mayHaveArrived ? 1L : 0L,
            id,
            owner
        );

    /// <summary>
    /// Records the result. A message that may have arrived in an earlier request stays Unknown unless it is known to be sent.
    /// </summary>
    public void End(long id, string owner, OutgoingMessage message, SendResult result, bool keepText, long now)
    {
        var (holder, doubt, before) = State(id);
        var isCertain = result.Status is DeliveryStatus.Sent or DeliveryStatus.Unknown;
        if (holder != owner && (holder is not null || !isCertain))
        {
            // This process was treated as dead. Its outcome is recorded unless another process is sending the message.
            return;
        }

        if (doubt == 2 && !isCertain && before == DeliveryStatus.Unknown)
        {
            database.Execute("UPDATE records SET owner = NULL WHERE id = ?", id);
            return;
        }

        database.Execute(
            """
            UPDATE records SET owner = NULL, changed = ?, status = ?, receive = ?, session = ?, message_id = ?, attempts = ?,
                http_status = ?, error_code = ?, error_message = ?, message = ?, name = ?, row_number = ?, source_file = ? WHERE id = ?
            """,
            now,
            (long)(doubt == 2 && !isCertain ? DeliveryStatus.Unknown : result.Status),
            message.Recipient,
            result.SessionId,
            result.MessageId,
            result.Attempts,
            result.HttpStatus,
            result.ErrorCode,
            result.ErrorMessage,
            keepText ? message.Whole ?? message.Text : null,
            message.Source?.Name,
            message.Source?.RowNumber,
            message.Source?.SourceFile,
            id
        );
    }

    /// <summary>Resolves a message whose delivery is Unknown.</summary>
    public void Resolve(long id, DeliveryStatus status, long now) =>
        database.Execute(
            """
            UPDATE records SET changed = ?, status = ?, error_code = NULL, error_message = NULL
            WHERE id = ? AND status = ? AND owner IS NULL
            """,
            now,
            (long)status,
            id,
            (long)DeliveryStatus.Unknown
        );

    /// <summary>A row as users see it.</summary>
    public DeliveryRecord Read(SqliteRow row) =>
        new()
        {
            Id = row.GetLong(0).ToString(CultureInfo.InvariantCulture),
            Timestamp = Microseconds.ToLocalTime(row.GetLong(1), time),
            Status = (DeliveryStatus)row.GetLong(2),
            Recipient = row.GetText(3)!,
            SessionId = row.GetText(4),
            BatchId = row.GetText(5),
            MessageKey = row.GetText(6),
            MessageId = row.GetText(7),
            Attempts = (int)row.GetLong(8),
            HttpStatus = (int?)row.GetNumber(9),
            ErrorCode = row.GetText(10),
            ErrorMessage = row.GetText(11),
            Message = row.GetText(12),
            KeyFingerprint = row.GetText(13)!,
            Name = row.GetText(14),
            RowNumber = (int?)row.GetNumber(15),
            SourceFile = row.GetText(16),
        };

    private (string? Owner, long Doubt, DeliveryStatus Status) State(long id)
    {
        using var row = database.Query("SELECT owner, doubt, status FROM records WHERE id = ?", id);
        return row.Read() ? (row.GetText(0), row.GetLong(1), (DeliveryStatus)row.GetLong(2)) : default;
    }
}
