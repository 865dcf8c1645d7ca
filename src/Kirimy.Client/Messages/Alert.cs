using Kirimy.Client.Texts;

namespace Kirimy.Client.Messages;

/// <summary>
/// Deduplication rule for alerts: if the same alert was sent to the recipient within the window, it is suppressed and counted. The next
/// alert that is sent notes how many were suppressed.
/// </summary>
internal sealed record Alert
{
    private const string Count = "count";
    private const string Since = "since";

    /// <summary>30 days.</summary>
    public const int MaxWindowSeconds = 30 * 24 * 60 * 60;

    /// <summary>How long a ledger keeps an alert after its last change.</summary>
    internal static readonly TimeSpan Keep = TimeSpan.FromSeconds(MaxWindowSeconds) + TimeSpan.FromDays(1);

    /// <summary>The note may have <c>{{count}}</c> and <c>{{since}}</c>; otherwise MISSING_VARIABLE or FORMAT_MISMATCH is thrown.</summary>
    public Alert(TimeSpan window, string? key, MessageTemplate? note)
    {
        var unknown = note?.Variables.Except([Count, Since], StringComparer.OrdinalIgnoreCase).ToList() ?? [];
        if (unknown.Count > 0)
        {
            throw new KirimyException(ErrorCode.MissingVariable, Text.Alert_UnknownVariable.With(string.Join(", ", unknown)));
        }

        // Validates the formats now, not when the first note is rendered.
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

    public static MessageTemplate DefaultNote(MessageLanguage language) => MessageTemplate.Parse(language.Word(nameof(Text.Alert_Note)));

    public TimeSpan Window { get; }

    /// <summary>The key that equal alerts to a recipient share; null to compare their texts.</summary>
    public string? Key { get; }

    public MessageTemplate? Note { get; }

    /// <summary>Null if there is no note.</summary>
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

    /// <summary>A moment that is formatted as a time only if it is today, unless the note has a format.</summary>
    private sealed record NoteTime(DateTimeOffset Moment, DateTime Today) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) =>
            Moment.ToString(format ?? (Moment.Date == Today ? "t" : "g"), formatProvider);
    }
}

/// <summary>It reveals neither its recipient nor its text.</summary>
internal static class AlertFingerprint
{
    public static string Of(OutgoingMessage message)
    {
        var alert = message.Alert!;

        // The prefix separates keys from texts.
        return MessageDigest.Of(message.Recipient, alert.Key is { } key ? "key\n" + key : "text\n" + message.Text).ToHex();
    }
}
