using System.Globalization;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>What became of each message.</summary>
internal sealed class RecordTable(SqliteFile file, TimeProvider time)
{
    /// <summary>How a record stands: one with a claim is one that a process is at.</summary>
    public const string Status = "iif(c.record_id IS NULL, r.status, 5)";

    /// <summary>Where records are read from.</summary>
    public const string Source = "FROM records r JOIN keys k ON k.id = r.key_id LEFT JOIN claims c ON c.record_id = r.id";

    /// <summary>What <see cref="Read"/> expects, in its order.</summary>
    public const string Columns = $"r.id, r.changed, {Status}, {Details}";

    private const string Details =
        "r.receive, r.session, r.batch_id, r.message_key, r.message_id, r.attempts, r.http_status, r.error_code, r.error_message, "
        + "r.message, k.fingerprint, r.name, r.row_number, r.source_file";

    /// <summary>The record of a message that was met before; null when it is new.</summary>
    public long? Find(long keyId, IdempotencyKey identity, string receive) =>
        file.Query("SELECT id FROM records WHERE batch_id IS ? AND message_key = ? AND key_id = ? AND receive = ?")
            .Bind(identity.BatchId)
            .Bind(identity.Key)
            .Bind(keyId)
            .Bind(receive)
            .Number();

    /// <summary>A record; null when there is none.</summary>
    public DeliveryRecord? Get(long id)
    {
        using var row = file.Query($"SELECT {Columns} {Source} WHERE r.id = ?").Bind(id);
        return row.Read() ? Read(row) : null;
    }

    /// <summary>What the last run that ended left of a record, whoever is at it now; null when none ended yet.</summary>
    public DeliveryRecord? Earlier(long id)
    {
        using var row = file.Query($"SELECT r.id, r.changed, r.status, {Details} {Source} WHERE r.id = ?").Bind(id);
        return row.Read() && Read(row) is { Status: not DeliveryStatus.InProgress } record ? record : null;
    }

    /// <summary>Begins the record of a new message.</summary>
    /// <returns>Its id.</returns>
    public long Add(long keyId, OutgoingMessage message, string sessionId, bool keepText, long now)
    {
        file.Query(
                """
                INSERT INTO records (key_id, changed, status, receive, session, batch_id, message_key, message, name, row_number, source_file)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            .Bind(keyId)
            .Bind(now)
            .Bind((long)DeliveryStatus.InProgress)
            .Bind(message.Receive)
            .Bind(sessionId)
            .Bind(message.Identity?.BatchId)
            .Bind(message.Identity?.Key)
            .Bind(keepText ? message.Whole ?? message.Text : null)
            .Bind(message.Source?.Name)
            .Bind((long?)message.Source?.RowNumber)
            .Bind(message.Source?.SourceFile)
            .Run();
        return file.LastId;
    }

    /// <summary>How a message ended.</summary>
    public void End(long id, OutgoingMessage message, SendResult result, DeliveryStatus status, bool keepText, long now) =>
        file.Query(
                """
                UPDATE records SET changed = ?, status = ?, receive = ?, session = ?, message_id = ?, attempts = ?, http_status = ?,
                    error_code = ?, error_message = ?, message = ?, name = ?, row_number = ?, source_file = ? WHERE id = ?
                """
            )
            .Bind(now)
            .Bind((long)status)
            .Bind(message.Receive)
            .Bind(result.SessionId)
            .Bind(result.MessageId)
            .Bind(result.Attempts)
            .Bind((long?)result.HttpStatus)
            .Bind(result.ErrorCode)
            .Bind(result.ErrorMessage)
            .Bind(keepText ? message.Whole ?? message.Text : null)
            .Bind(message.Source?.Name)
            .Bind((long?)message.Source?.RowNumber)
            .Bind(message.Source?.SourceFile)
            .Bind(id)
            .Run();

    /// <summary>A process that is gone left a message that may have arrived.</summary>
    public void LeaveUnknown(long id, string? sessionId, long requests, long now) =>
        file.Query(
                """
                UPDATE records SET changed = ?, status = ?, session = coalesce(?, session), message_id = NULL, attempts = ?,
                    http_status = NULL, error_code = ?, error_message = ? WHERE id = ?
                """
            )
            .Bind(now)
            .Bind((long)DeliveryStatus.Unknown)
            .Bind(sessionId)
            .Bind(requests)
            .Bind(ErrorCode.DeliveryUnknown)
            .Bind(Text.Ledger_LeftHalfWay)
            .Bind(id)
            .Run();

    /// <summary>A process that is gone left a message that it had not sent; what an earlier run left of it stands.</summary>
    public void LeaveUnsent(long id, long now) =>
        file.Query("UPDATE records SET changed = ?, status = ?, error_code = ?, error_message = ? WHERE id = ? AND status = ?")
            .Bind(now)
            .Bind((long)DeliveryStatus.NotSent)
            .Bind(ErrorCode.Cancelled)
            .Bind(Text.Client_CancelledBefore)
            .Bind(id)
            .Bind((long)DeliveryStatus.InProgress)
            .Run();

    /// <summary>How a message ended that nobody knew of.</summary>
    public void Settle(long id, DeliveryStatus status, long now) =>
        file.Query("UPDATE records SET changed = ?, status = ?, error_code = NULL, error_message = NULL WHERE id = ? AND status = ?")
            .Bind(now)
            .Bind((long)status)
            .Bind(id)
            .Bind((long)DeliveryStatus.Unknown)
            .Run();

    /// <summary>A row as users see it.</summary>
    public DeliveryRecord Read(SqliteStatement row) =>
        new()
        {
            Id = row.GetLong(0).ToString(CultureInfo.InvariantCulture),
            Timestamp = Microseconds.ToLocalTime(row.GetLong(1), time),
            Status = (DeliveryStatus)row.GetLong(2),
            Receive = row.GetText(3)!,
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
}
