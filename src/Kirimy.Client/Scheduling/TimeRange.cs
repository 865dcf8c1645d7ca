namespace Kirimy.Client.Scheduling;

/// <summary>A range of times of day.</summary>
/// <param name="Start">The first time in the range; from 0:00 to less than 24:00.</param>
/// <param name="End">The first time after the range; up to 24:00. Before <paramref name="Start"/>: on the next day.</param>
internal sealed record TimeRange(TimeSpan Start, TimeSpan End)
{
    /// <summary>Whether the range ends after midnight.</summary>
    public bool EndsNextDay => End < Start;

    /// <inheritdoc/>
    public override string ToString() => $"{Show(Start)}-{Show(End)}";

    private static string Show(TimeSpan time) =>
        string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}", (int)time.TotalHours, time.Minutes);
}
