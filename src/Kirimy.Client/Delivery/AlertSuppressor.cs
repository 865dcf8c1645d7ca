using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Alert suppression (deduplication in a time window): an alert isn't sent if the same one was sent within its window, or is being sent.
/// The next one that is sent reports how many were suppressed. No sender waits for an alert in progress: its own sender gets the error if
/// it fails, and the count remains. Thread-safe.
/// </summary>
/// <param name="ledger">The ledger with the history of alerts.</param>
internal sealed class AlertSuppressor(DeliveryLedger ledger, TimeProvider time)
{
    /// <summary>Decides whether an alert may be sent.</summary>
    /// <returns>Null if an earlier run sent or began this same message, which isn't a repeated alert.</returns>
    public async Task<SuppressionDecision?> DecideAsync(OutgoingMessage message, CancellationToken stop)
    {
        if (message.Identity is not null)
        {
            var entry = ledger.OpenEntry(message, static _ => { });
            if (await entry.LookUpAsync(stop).ConfigureAwait(false) is not null || entry.Earlier is not null)
            {
                return null;
            }
        }

        return await ledger.RaiseAsync(message, stop).ConfigureAwait(false);
    }

    /// <summary>The result of an alert that is suppressed.</summary>
    public SendResult Suppress(OutgoingMessage message, SuppressionDecision decision) =>
        new()
        {
            Index = message.Index,
            Recipient = message.Recipient,
            SessionId = message.SessionIds[0],
            Status = DeliveryStatus.Skipped,
            Timestamp = time.GetLocalNow(),
            ErrorCode = ErrorCode.Suppressed,
            ErrorMessage = decision.Until is { } until
                ? Text.Alert_Suppressed.With(until.ToLocalTime(), decision.SuppressedCount)
                : Text.Alert_InProgress,
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
            Parts = Math.Max(message.Parts.Count, 1),
            SuppressedCount = decision.SuppressedCount,
            Source = message.Source,
        };

    /// <summary>Adds a line with the number of suppressed alerts, if it fits into the message.</summary>
    public OutgoingMessage AddNote(OutgoingMessage message, SuppressionDecision decision)
    {
        var counted = message with { SuppressedCount = decision.SuppressedCount };
        if (
            decision is not { SuppressedCount: > 0, Since: { } since }
            || message.Alert!.RenderNote(decision.SuppressedCount, since, time) is not { } line
        )
        {
            return counted;
        }

        var parts = message.Parts;
        var last = MessageParts.Of((parts.Count > 0 ? parts[parts.Count - 1] : message.Text) + "\n" + line);
        return last.ErrorCode is not null ? counted
            : parts.Count > 0 ? counted with { Parts = [.. parts.Take(parts.Count - 1), last.Texts[0]] }
            : counted with { Text = last.Texts[0] };
    }

    /// <summary>Records the end of an alert that could be sent.</summary>
    /// <param name="decision">The decision about it.</param>
    /// <param name="result">Its result; null if its outcome is unknown.</param>
    /// <param name="abort">Ends a wait for the ledger.</param>
    public async Task EndAsync(OutgoingMessage message, SuppressionDecision decision, SendResult? result, CancellationToken abort)
    {
        var wasSent = result is null or { Status: DeliveryStatus.Sent or DeliveryStatus.Unknown };
        await ledger.EndAlertAsync(message, decision, wasSent, abort).ConfigureAwait(false);
    }
}
