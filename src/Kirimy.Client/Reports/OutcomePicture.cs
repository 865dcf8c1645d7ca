using System.Globalization;

namespace Kirimy.Client.Reports;

/// <summary>Parts of a whole as bars. Drawn in SVG's own attributes: the page's policy allows no style in an element.</summary>
internal static class OutcomePicture
{
    private const double Whole = 1000;

    /// <summary>All messages as one bar, with a part for each status. What it shows is beside it in numbers.</summary>
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
            var count = summary[status] + (status == DeliveryStatus.NotSent ? summary.NotReached : 0);
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

    /// <summary>A part of all messages.</summary>
    public static string Part(long count, long total, DeliveryStatus status) =>
        "<svg class=\"part\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"rest\" width=\"1000\" height=\"10\"/>"
        + $"<rect class=\"{status}\" width=\"{Number(Math.Max(Whole * count / total, 8))}\" height=\"10\"/></svg>";

    /// <summary>A length as SVG writes it.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
