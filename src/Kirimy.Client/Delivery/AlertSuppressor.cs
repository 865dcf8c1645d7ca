using System.Globalization;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Holds an alert back where the same one was sent a short while ago, or is being sent, and lets the next one say how many were. While one
/// is under way nobody waits for it: who sends it has an error if it fails, and the count stays.
/// </summary>
/// <param name="ledger">Knows what was sent when.</param>
/// <param name="time">The clock.</param>
internal sealed class AlertSuppressor(ILedger ledger, TimeProvider time)
{
    private const string Count = "count";
    private const string Since = "since";

    /// <summary>The variables of a note.</summary>
    public static IReadOnlyList<string> Variables { get; } = [Count, Since];

    /// <summary>Asks whether an alert may be sent.</summary>
    /// <returns>Null for what an earlier run sent or had begun: that is the same message, and no other like it.</returns>
    public async ValueTask<SuppressionDecision?> AskAsync(OutgoingMessage message, CancellationToken stopping)
    {
        if (message.Identity is not null)
        {
            var claim = ledger.Claim(message, static _ => { });
            if (await claim.LookUpAsync(stopping).ConfigureAwait(false) is not null || claim.Earlier is not null)
            {
                return null;
            }
        }

        return await ledger.RaiseAsync(message, stopping).ConfigureAwait(false);
    }

    /// <summary>The result of one that is held back.</summary>
    public SendResult HoldBack(OutgoingMessage message, SuppressionDecision turn) =>
        new()
        {
            Index = message.Index,
            Receive = message.Receive,
            SessionId = message.SessionIds[0],
            Status = DeliveryStatus.Skipped,
            Timestamp = time.GetLocalNow(),
            ErrorCode = ErrorCode.Suppressed,
            ErrorMessage = turn.Until is { } until ? Text.Alert_Suppressed.With(until.ToLocalTime(), turn.HeldBack) : Text.Alert_UnderWay,
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
            Parts = Math.Max(message.Parts.Count, 1),
            HeldBack = turn.HeldBack,
            Source = message.Source,
        };

    /// <summary>The message with a line that says how many were held back; without one where there is no room for it.</summary>
    public OutgoingMessage Tell(OutgoingMessage message, SuppressionDecision turn)
    {
        var counted = message with { HeldBack = turn.HeldBack };
        if (turn is not { HeldBack: > 0, Since: { } since } || message.Alert!.Note is not { } note)
        {
            return counted;
        }

        note.TryRender(name => Value(name, turn.HeldBack, since), MissingVariable.Empty, out var line, out _);
        var parts = message.Parts;
        var last = MessageText.Read((parts.Count > 0 ? parts[parts.Count - 1] : message.Text) + "\n" + line);
        return last.ErrorCode is not null ? counted
            : parts.Count > 0 ? counted with { Parts = [.. parts.Take(parts.Count - 1), last.Value] }
            : counted with { Text = last.Value };
    }

    /// <summary>The alert has its result; null where nobody knows how it ended.</summary>
    public async ValueTask EndAsync(OutgoingMessage message, SuppressionDecision? turn, SendResult? result, CancellationToken abort)
    {
        if (turn is not null)
        {
            var wasSent = result is null or { Status: DeliveryStatus.Sent or DeliveryStatus.Unknown };
            await ledger.EndAlertAsync(message, turn, wasSent, abort).ConfigureAwait(false);
        }
    }

    private string? Value(string name, int count, DateTimeOffset since)
    {
        // Who reads it has a calendar, too: a time alone is today's.
        var (moment, today) = (TimeZoneInfo.ConvertTime(since, time.LocalTimeZone), time.GetLocalNow().Date);
        return string.Equals(name, Count, StringComparison.OrdinalIgnoreCase) ? count.ToString(CultureInfo.CurrentCulture)
            : string.Equals(name, Since, StringComparison.OrdinalIgnoreCase)
                ? moment.ToString(moment.Date == today ? "t" : "g", CultureInfo.CurrentCulture)
            : null;
    }
}
