using System.Globalization;
using System.Text;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Messages;

/// <summary>
/// What makes a message an alert: where the same one was sent to the recipient within the window, it is held back and counted, and the
/// next one that is sent says how many were.
/// </summary>
public sealed record Alert
{
    private const string Count = "count";
    private const string Since = "since";

    /// <summary>The longest window, in seconds: 30 days. A ledger keeps an alert for a day longer.</summary>
    public const int LongestWindowSeconds = 30 * 24 * 60 * 60;

    /// <summary>How long an alert is known after it last changed.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromSeconds(LongestWindowSeconds) + TimeSpan.FromDays(1);

    /// <summary>How an alert is known and told of.</summary>
    /// <param name="window">How long after one was sent the same is held back; above zero.</param>
    /// <param name="key">What makes two alerts the same, beside their recipient; null for their text.</param>
    /// <param name="note">The line that says how many were held back, of <c>{{count}}</c> and <c>{{since}}</c>; null for none.</param>
    /// <exception cref="KirimyException">MISSING_VARIABLE: the note has another variable. FORMAT_MISMATCH: it has a format that doesn't fit.</exception>
    public Alert(TimeSpan window, string? key, MessageTemplate? note)
    {
        var unknown = note?.Variables.Except([Count, Since], StringComparer.OrdinalIgnoreCase).ToList() ?? [];
        if (unknown.Count > 0)
        {
            throw new KirimyException(ErrorCode.MissingVariable, Text.Alert_UnknownVariable.With(string.Join(", ", unknown)));
        }

        // A format that fails has to fail here, not when the first note is written.
        note?.TryRender(
            name => string.Equals(name, Count, StringComparison.OrdinalIgnoreCase) ? 0 : default(DateTimeOffset),
            CultureInfo.InvariantCulture,
            MissingVariable.Empty,
            out _,
            out _
        );
        Window = window;
        Key = key;
        Note = note;
    }

    /// <summary>The line as it is where nobody says otherwise.</summary>
    public static MessageTemplate DefaultNote(MessageLanguage language)
    {
        return MessageTemplate.Parse(language.Word(nameof(Text.Alert_Note)));
    }

    /// <summary>How long after one was sent the same is held back.</summary>
    public TimeSpan Window { get; }

    /// <summary>What makes two alerts the same, beside their recipient; null for their text.</summary>
    public string? Key { get; }

    /// <summary>The line that says how many were held back; null for none.</summary>
    public MessageTemplate? Note { get; }

    /// <summary>The note about suppressed alerts; null if there is none.</summary>
    /// <param name="count">How many were suppressed.</param>
    /// <param name="since">When the first one was.</param>
    /// <param name="time">The clock: of a moment today, the note has the time only.</param>
    internal string? RenderNote(int count, DateTimeOffset since, TimeProvider time)
    {
        if (Note is null)
        {
            return null;
        }

        var moment = new NoteTime(TimeZoneInfo.ConvertTime(since, time.LocalTimeZone), time.GetLocalNow().Date);
        Note.TryRender(
            name => string.Equals(name, Count, StringComparison.OrdinalIgnoreCase) ? count : moment,
            CultureInfo.CurrentCulture,
            MissingVariable.Empty,
            out var line,
            out _
        );
        return line;
    }

    /// <summary>A moment that is written as a time alone if it is today's, unless the note has a format for it.</summary>
    private sealed record NoteTime(DateTimeOffset Moment, DateTime Today) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) =>
            Moment.ToString(format ?? (Moment.Date == Today ? "t" : "g"), formatProvider);
    }
}

/// <summary>What a ledger knows an alert by: nothing that tells of its recipient or its text.</summary>
internal static class AlertFingerprint
{
    private const int Length = 16;

    /// <summary>The name of a message's alert.</summary>
    public static string Of(OutgoingMessage message)
    {
        var alert = message.Alert!;

        // A key that reads like a text is none. A recipient has no line break.
        var same = alert.Key is { } key ? "key\n" + key : "text\n" + message.Text;
        return Bytes.Hex(Bytes.Sha256(Encoding.UTF8.GetBytes(message.Recipient + "\n" + same)).Take(Length));
    }
}
