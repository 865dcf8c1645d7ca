using Kirimy.Client.Contacts;

namespace Kirimy.Client.Reports;

/// <summary>Options for writing a report.</summary>
public sealed record ReportOptions
{
    /// <summary>The title; null for the default title.</summary>
    public string? Title { get; init; }

    /// <summary>Whether phone numbers and names are shown unmasked.</summary>
    public bool ShowNumbers { get; init; }

    /// <summary>Whether an existing file is kept, which refuses the report.</summary>
    public bool NoClobber { get; init; }

    /// <summary>The delimiter of a .csv file.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Validates a delimiter that the user specified.</summary>
    /// <exception cref="KirimyException">INVALID_DELIMITER: a file with this delimiter can't be read.</exception>
    public static string DelimiterOf(char delimiter) => DelimiterGuess.Require(delimiter).ToString();

    /// <summary>The recommended action for an error code; null if there is none.</summary>
    public Func<string, string?> Advice { get; init; } = static _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The title that is shown.</summary>
    internal string ShownTitle => string.IsNullOrWhiteSpace(Title) ? Text.Report_Title : Title!;

    /// <summary>The time zone of all times in the report.</summary>
    internal TimeZoneInfo Zone => Time.LocalTimeZone;

    /// <summary>The zone's current offset from UTC, which a page shows once for all its times.</summary>
    internal TimeSpan Offset => Zone.GetUtcOffset(Time.GetUtcNow());

    /// <summary>The format of a time with milliseconds in ISO 8601.</summary>
    internal const string IsoTime = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <summary>Formats a time in the zone, in the same way for all cultures; null for no time.</summary>
    internal string? Format(DateTimeOffset? moment, string format) =>
        moment is { } time ? TimeZoneInfo.ConvertTime(time, Zone).ToString(format, CultureInfo.InvariantCulture) : null;
}
