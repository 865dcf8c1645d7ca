namespace Kirimy.Client.Reports;

internal sealed record ReportOptions
{
    public string? Title { get; init; }
    public bool ShowNumbers { get; init; }
    public bool NoClobber { get; init; }
    public string Delimiter { get; init; } = ",";

    public Func<string, string?> Advice { get; init; } = static _ => null;
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal string ShownTitle => string.IsNullOrWhiteSpace(Title) ? Text.Report_Title : Title!;

    internal TimeZoneInfo Zone => Time.LocalTimeZone;

    /// <summary>The zone's current offset from UTC, which a page shows once for all its times.</summary>
    internal TimeSpan Offset => Zone.GetUtcOffset(Time.GetUtcNow());

    internal const string IsoTime = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <summary>In the same way for all cultures.</summary>
    internal string? Format(DateTimeOffset? moment, string format) =>
        moment is { } time ? TimeZoneInfo.ConvertTime(time, Zone).ToString(format, CultureInfo.InvariantCulture) : null;
}
