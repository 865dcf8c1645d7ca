using System.Management.Automation;
using Kirimy.Client.Delivery;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// Writes the error of a result that has one. An error that ends a batch is written once, however many messages it leaves unsent; the daily
/// limit is one error at the end, because its message contains the number of messages that weren't sent.
/// </summary>
internal sealed class SendErrorWriter(Cmdlet cmdlet, DeliveryOptions options)
{
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly SortedSet<string> fullSessions = new(StringComparer.Ordinal);
    private SendResult? firstOfDailyLimit;
    private DateTimeOffset resetsAt;
    private int dailyLimitCount;

    /// <summary>Writes the error of a result, if it has one.</summary>
    /// <param name="result">The result.</param>
    /// <param name="note">A sentence to add; null for none.</param>
    public void Write(SendResult result, string? note = null)
    {
        if (IsDailyLimit(result))
        {
            firstOfDailyLimit ??= result;
            fullSessions.Add(result.SessionId!);
            resetsAt = options.ResetAfter(result.Timestamp);
            dailyLimitCount++;
        }
        else if (IsError(result) && (!DeliveryBatch.EndsBatch(result.ErrorCode!) || written.Add(result.ErrorCode!)))
        {
            cmdlet.WriteError(ErrorRecords.From(result, note));
        }
    }

    /// <summary>Writes the error about all messages that weren't sent because of the daily limit, if there are any.</summary>
    public void Complete()
    {
        if (firstOfDailyLimit is { } first)
        {
            var sessions = string.Join(", ", fullSessions);
            cmdlet.WriteError(
                dailyLimitCount == 1
                    ? ErrorRecords.From(first)
                    : ErrorRecords.From(
                        new KirimyException(first.ErrorCode!, Text.Error_DailyLimit.With(dailyLimitCount, sessions, resetsAt)),
                        first
                    )
            );
        }
    }

    /// <summary>Whether a message wasn't sent because of the daily limit.</summary>
    public static bool IsDailyLimit(SendResult result) => result is { Status: DeliveryStatus.NotSent, ErrorCode: ErrorCode.DailyLimit };

    /// <summary>Whether a result is also an error.</summary>
    public static bool IsError(SendResult result) =>
        result.Status is DeliveryStatus.Failed or DeliveryStatus.Unknown or DeliveryStatus.NotSent;
}
