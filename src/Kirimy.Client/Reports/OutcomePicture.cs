namespace Kirimy.Client.Reports;

/// <summary>Draws shares as bars. Uses SVG attributes, because the page's Content-Security-Policy forbids inline styles.</summary>
internal static class OutcomePicture
{
    private const double Whole = 1000;

    /// <summary>The page also shows the numbers as text.</summary>
    public static string Bar(ReportSummary summary)
    {
        var total = summary.Total + summary.NotReached;
        if (total == 0)
        {
            return string.Empty;
        }

        var svg = "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
        var x = 0.0;
        foreach (var status in ReportSummary.Statuses)
        {
            var count = summary.CountOf(status);
            if (count == 0)
            {
                continue;
            }

            var width = Whole * count / total;
            svg += $"<rect class=\"{status}\" x=\"{Number(x)}\" y=\"0\" width=\"{Number(width)}\" height=\"10\"/>";
            x += width;
        }

        return svg + "</svg>";
    }

    public static string Part(long count, long total, DeliveryStatus status) =>
        "<svg class=\"part\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rest\" width=\"1000\" height=\"10\"/>"
        + $"<rect class=\"{status}\" width=\"{Number(Math.Max(Whole * count / total, 8))}\" height=\"10\"/></svg>";

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
