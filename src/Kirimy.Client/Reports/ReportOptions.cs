using Kirimy.Client.Contacts;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Reports;

/// <summary>How a report is written.</summary>
public sealed record ReportOptions
{
    /// <summary>What stands above it; null for a title of its own.</summary>
    public string? Title { get; init; }

    /// <summary>Whether phone numbers are shown whole.</summary>
    public bool ShowNumbers { get; init; }

    /// <summary>Whether a file that is there stays as it is, and the report is refused.</summary>
    public bool NoClobber { get; init; }

    /// <summary>What separates the columns of .csv.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>The same from a character that a person gave.</summary>
    /// <exception cref="KirimyException">INVALID_DELIMITER: a file separated by it could not be read.</exception>
    public static string DelimiterOf(char delimiter) =>
        DelimiterGuess.IsPossible(delimiter)
            ? delimiter.ToString()
            : throw new KirimyException(ErrorCode.InvalidDelimiter, Text.File_Delimiter.With(VisibleText.Of(delimiter.ToString())));

    /// <summary>What to do about an error code, for a person; null when nothing is known.</summary>
    public Func<string, string?> Advice { get; init; } = static _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The title, or what stands there without one.</summary>
    internal string ShownTitle => string.IsNullOrWhiteSpace(Title) ? Text.Report_Title : Title!;

    /// <summary>The zone that times are shown in.</summary>
    internal TimeZoneInfo Zone => Time.LocalTimeZone;

    /// <summary>The zone's offset from UTC now, which a page says once for all its times.</summary>
    internal TimeSpan Offset => Zone.GetUtcOffset(Time.GetUtcNow());
}
