namespace Kirimy.Client.Reports;

/// <summary>Draws the timeline as stacked bars. The labels are HTML, because the SVG is stretched to the available width.</summary>
internal sealed class TimelinePicture(ReportSummary summary, CultureInfo culture)
{
    private const double Height = 100;

    /// <summary>The minimum number of bars; a shorter timeline is padded with empty ones, because two bars would fill the page.</summary>
    private const int MinSlots = 16;
    private const int LabelCount = 4;
    private const double BarWidth = 0.82;

    private readonly Timeline timeline = summary.Timeline;

    public string ToHtml()
    {
        var slots = Math.Max(timeline.Count, MinSlots);
        var before = (slots - timeline.Count) / 2;
        var highest = Enumerable.Range(0, timeline.Count).Max(timeline.Total);
        var top = RoundUp(highest);
        var html = new List<string>();
        html.Add("<div class=\"chart\"><div class=\"y\" aria-hidden=\"true\">");
        html.Add($"<span>{Count(top)}</span><span>{Count(top / 2)}</span><span>0</span></div>");
        html.Add($"<svg viewBox=\"0 0 {slots} 100\" preserveAspectRatio=\"none\" role=\"img\" aria-labelledby=\"timeline-text\">");
        html.Add($"<title id=\"timeline-text\">{HtmlText.Escape(Description(highest))}</title>");
        foreach (var y in (double[])[0, Height / 2, Height])
        {
            html.Add($"<line class=\"grid\" x1=\"0\" x2=\"{slots}\" y1=\"{OutcomePicture.Number(y)}\" y2=\"{OutcomePicture.Number(y)}\"/>");
        }

        for (var i = 0; i < timeline.Count; i++)
        {
            if (timeline.Total(i) > 0)
            {
                AddBar(html, i, before + i, top);
            }
        }

        html.Add("</svg><div class=\"x\" aria-hidden=\"true\">");
        for (var i = 0; i <= LabelCount; i++)
        {
            html.Add($"<span>{HtmlText.Escape(Moment(timeline.Start((slots * i / LabelCount) - before)))}</span>");
        }

        html.Add("</div></div>");
        html.Add(Legend());
        return string.Concat(html);
    }

    /// <summary>Rounds up to an even number that suits an axis, which also shows half of it.</summary>
    internal static long RoundUp(long value)
    {
        for (long unit = 1; ; unit *= 10)
        {
            foreach (var factor in (int[])[1, 2, 3, 4, 5, 6, 8])
            {
                if (value <= factor * unit && factor * unit % 2 == 0)
                {
                    return factor * unit;
                }
            }
        }
    }

    private void AddBar(List<string> html, int index, int slot, long top)
    {
        var parts = ReportSummary.Statuses.Where(s => timeline[index, s] > 0).ToList();
        var counts = string.Join(", ", parts.Select(s => $"{StatusText.Label(s)} {Count(timeline[index, s])}"));
        html.Add($"<g><title>{HtmlText.Escape($"{Moment(timeline.Start(index))}: {counts}")}</title>");
        var y = Height;
        foreach (var status in parts)
        {
            var height = Height * timeline[index, status] / top;
            y -= height;
            html.Add(
                $"<rect class=\"{status}\" x=\"{OutcomePicture.Number(slot + ((1 - BarWidth) / 2))}\" y=\"{OutcomePicture.Number(y)}\" width=\"{OutcomePicture.Number(BarWidth)}\" height=\"{OutcomePicture.Number(height)}\"/>"
            );
        }

        html.Add("</g>");
    }

    private string Legend() =>
        "<p class=\"legend\">"
        + string.Concat(
            ReportSummary
                .Statuses.Where(s => summary[s] > 0)
                .Select(s => $"<span><i class=\"{s}\"></i>{HtmlText.Escape(StatusText.Label(s))}</span>")
        )
        + $"<span class=\"span\">{HtmlText.Escape(Text.Report_OneBar.With(Length()))}</span></p>";

    private string Description(long highest) =>
        Text.Report_TimelineText.With(
            Count(summary.Total),
            Moment(timeline.Start(0)),
            Moment(timeline.Start(timeline.Count)),
            Count(highest),
            Length()
        );

    private string Length() =>
        timeline.Width switch
        {
            { TotalDays: >= 1 } width => Text.Report_Days.With(width.TotalDays),
            { TotalHours: >= 1 } width => Text.Report_Hours.With(width.TotalHours),
            { TotalMinutes: >= 1 } width => Text.Report_Minutes.With(width.TotalMinutes),
            var width => Text.Report_Seconds.With(width.TotalSeconds),
        };

    private string Moment(DateTime moment) =>
        moment.ToString(
            timeline.Width switch
            {
                { TotalDays: >= 28 } => "MMM yyyy",
                { TotalDays: >= 1 } => "d MMM",
                { TotalHours: >= 1 } => "d MMM HH:mm",
                { TotalMinutes: >= 1 } => "HH:mm",
                _ => "HH:mm:ss",
            },
            culture
        );

    private string Count(long count) => count.ToString("N0", culture);
}
