using System.Globalization;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>The line at the end of an alert that says how many like it were held back before it.</summary>
internal static class AlertNote
{
    private const string Count = "{{count}}";
    private const string Since = "{{since}}";

    /// <summary>The message with the line; as it is where none were held back, no line is wanted, or there is no room for one.</summary>
    public static OutgoingMessage Append(OutgoingMessage message, AlertTurn turn, TimeProvider time)
    {
        if (turn is not { HeldBack: > 0, Since: { } since } || message.Alert!.Note.Length == 0)
        {
            return message;
        }

        // Who reads it has a calendar, too: a time alone is today's.
        var (moment, now) = (TimeZoneInfo.ConvertTime(since, time.LocalTimeZone), time.GetLocalNow());
        var note = message
            .Alert.Note.Replace(Count, turn.HeldBack.ToString(CultureInfo.CurrentCulture))
            .Replace(Since, moment.ToString(moment.Date == now.Date ? "t" : "g", CultureInfo.CurrentCulture));
        var text = MessageText.Read(message.Text + "\n" + note);
        return text.ErrorCode is null ? message with { Text = text.Value } : message;
    }
}
