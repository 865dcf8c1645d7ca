using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger;

/// <summary>The factory of records from results.</summary>
internal static class DeliveryRecords
{
    /// <summary>The record of a message that has its result.</summary>
    public static DeliveryRecord From(OutgoingMessage message, SendResult result, DeliveryStatus status) =>
        new()
        {
            Timestamp = result.Timestamp,
            RowNumber = message.Source?.RowNumber,
            SourceFile = message.Source?.SourceFile,
            Name = message.Source?.Name,
            Recipient = message.Recipient,
            SessionId = result.SessionId,
            Status = status,
            MessageId = result.MessageId,
            ErrorCode = result.ErrorCode,
            ErrorMessage = result.ErrorMessage,
            HttpStatus = result.HttpStatus,
            Attempts = result.Attempts,
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
        };
}
