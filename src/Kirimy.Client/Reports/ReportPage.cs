using System.Resources;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Reports;

/// <summary>Template engine of the HTML report: one file that loads nothing from the network. Only its own style and script run.</summary>
internal sealed class ReportPage(ReportOptions options, ReportSummary summary, long omitted)
{
    private const string RowsMark = "{{Rows}}";

    /// <summary>A timeline with fewer bars adds nothing to the totals.</summary>
    private const int MinBars = 5;

    private static readonly string[] Template = Asset("ReportPage.html").Split([RowsMark], StringSplitOptions.None);
    private static readonly string Style = Asset("ReportPage.css");
    private static readonly string Script = Asset("ReportPage.js");

    /// <summary>Allows style and script by their hashes, so markup in a message has no effect.</summary>
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private readonly CultureInfo culture = Culture(Text.Report_Language);

    public void WriteHead(TextWriter writer) => writer.Write(Fill(Template[0]));

    public void WriteTail(TextWriter writer) => writer.Write(Fill(Template[1]));

    private string Fill(string template) =>
        Regex.Replace(template, @"\{\{(?<name>\w+)\}\}", m => Value(m.Groups["name"].Value), RegexOptions.None, TimeSpan.FromSeconds(1));

    private string Value(string name) =>
        name switch
        {
            "Style" => Style,
            "Script" => Script,
            "ContentSecurityPolicy" => ContentSecurityPolicy,
            "Title" => HtmlText.Escape(options.ShownTitle),
            "Facts" => Facts(),
            "Share" => Share(),
            "ShareOf" => HtmlText.Escape(ShareOf()),
            "Bar" => OutcomePicture.Bar(summary),
            "Totals" => string.Concat(Shown(summary.CountOf).Select(Total)),
            "TimelineHidden" => Hidden(summary.Timeline.Bars < MinBars),
            "Timeline" => summary.Timeline.Bars < MinBars ? string.Empty : new TimelinePicture(summary, culture).ToHtml(),
            "ReasonsHidden" => Hidden(summary.Reasons.Count == 0),
            "Reasons" => string.Concat(summary.Reasons.Select(Reason)),
            "Options" => string.Concat(
                Shown(status => summary[status])
                    .Select(s => $"<option value=\"{s}\">{HtmlText.Escape(StatusText.Label(s))} ({Count(summary[s])})</option>")
            ),
            "OmittedHidden" => Hidden(omitted == 0),
            "Omitted" => HtmlText.Escape(Text.Report_Omitted.With(Count(omitted), Count(summary.Total))),
            "Columns" => string.Concat(
                summary.HasRowNumbers ? string.Empty : " no-row",
                summary.Files.Count > 1 ? string.Empty : " no-file",
                summary.HasNames ? string.Empty : " no-name"
            ),
            "MessagesHidden" => Hidden(summary.Total == 0),
            "EmptyHidden" => Hidden(summary.Total > 0),
            "Order" => string.Join(" ", ReportSummary.Statuses.Skip(1).Append(DeliveryStatus.Sent)),
            "Created" => HtmlText.Escape(Text.Report_Created.With(Moment(options.Time.GetUtcNow()))),
            "Source" => summary.LacksRefusedRows ? HtmlText.Escape(Text.Report_Source) : string.Empty,
            "Masked" => options.ShowNumbers ? string.Empty : HtmlText.Escape(Text.Report_Masked),
            _ => HtmlText.Escape(StatusText.ResourceOf("Report_" + name)),
        };

    /// <summary>Sent and Failed are always shown.</summary>
    private static IEnumerable<DeliveryStatus> Shown(Func<DeliveryStatus, long> count) =>
        ReportSummary.Statuses.Where(status => status is DeliveryStatus.Sent or DeliveryStatus.Failed || count(status) > 0);

    private string Facts()
    {
        var facts = new List<string>();
        Add(Text.Report_When, summary.First is null ? null : Span(summary.First.Value, summary.Last!.Value));
        Add(Text.Report_Zone, Zone());
        Add(Text.Report_Batch, Names(summary.Batches));
        Add(Text.Report_File, Names(summary.Files));
        Add(Text.Report_Session, Names(summary.Sessions));
        Add(Text.Report_Requests, summary.Attempts == 0 ? null : Count(summary.Attempts));
        return string.Concat(facts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                facts.Add($"<div><dt>{HtmlText.Escape(name)}</dt><dd dir=\"auto\">{HtmlText.Escape(value)}</dd></div>");
            }
        }
    }

    /// <summary>Never rounded up to 100 %.</summary>
    private string Share()
    {
        var sent = Sent;
        return summary.Due == 0 ? "—"
            : sent == summary.Due ? "100%"
            : (Math.Floor(1000.0 * sent / summary.Due) / 10).ToString("0.0", culture) + "%";
    }

    private string ShareOf()
    {
        var parts = new List<string> { Text.Report_ShareOf.With(Count(Sent), Count(summary.Due)) };
        Add(summary.SentEarlier, Text.Report_SentEarlier);
        Add(summary.Waiting, Text.Report_Waiting);
        Add(summary.NotReached, Text.Report_NotReached);
        return string.Join(", ", parts);

        void Add(long count, string text) => parts.AddRange(count == 0 ? [] : [text.With(Count(count))]);
    }

    /// <summary>The number of sent messages, including those of earlier runs, because the page shows the whole batch.</summary>
    private long Sent => summary[DeliveryStatus.Sent] + summary.SentEarlier;

    /// <summary>Without color if it has no messages.</summary>
    private string Total(DeliveryStatus status) =>
        $"<div class=\"card {(summary.CountOf(status) == 0 ? "zero" : status.ToString())}\"><dt>{HtmlText.Escape(StatusText.Label(status))}</dt>"
        + $"<dd><b>{Count(summary.CountOf(status))}</b><small>{HtmlText.Escape(StatusText.Meaning(status))}</small></dd></div>";

    private string Reason(ReportReason reason)
    {
        var what = (reason.Code is null ? null : options.Advice(reason.Code)) ?? reason.Example;
        return $"<tr><th scope=\"row\"><code>{HtmlText.Escape(reason.Code ?? Text.Report_OtherReasons)}</code></th>"
            + $"<td class=\"s\"><span class=\"status {reason.Status}\">{HtmlText.Escape(StatusText.Label(reason.Status))}</span></td>"
            + $"<td class=\"c\">{Count(reason.Count)}{OutcomePicture.Part(reason.Count, summary.Total, reason.Status)}</td>"
            + $"<td dir=\"auto\">{HtmlText.Escape(what)}</td></tr>";
    }

    private string Span(DateTimeOffset first, DateTimeOffset last)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(first, options.Zone), TimeZoneInfo.ConvertTime(last, options.Zone));
        var end = from.Date == to.Date && from.Offset == to.Offset ? to.ToString("HH:mm:ss", culture) : Moment(to);
        var start = Moment(from);
        return last - first < TimeSpan.FromSeconds(1) ? Moment(first) : $"{start} – {end}";
    }

    /// <summary>With its offset if that differs from the current one, such as in summer.</summary>
    private string Moment(DateTimeOffset moment)
    {
        var time = TimeZoneInfo.ConvertTime(moment, options.Zone);
        return time.ToString(time.Offset == options.Offset ? "d MMM yyyy HH:mm:ss" : "d MMM yyyy HH:mm:ss zzz", culture);
    }

    private string Zone() =>
        options.Offset == TimeSpan.Zero
            ? "UTC"
            : "UTC" + options.Time.GetUtcNow().ToOffset(options.Offset).ToString("zzz", CultureInfo.InvariantCulture);

    private string Count(long count) => count.ToString("N0", culture);

    private static string? Names(List<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    private static string Hidden(bool hidden) => hidden ? " hidden" : string.Empty;

    private static CultureInfo Culture(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            // Without ICU, .NET supports only the invariant culture.
            return CultureInfo.InvariantCulture;
        }
    }

    private static string Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Kirimy.Client.Reports." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser normalizes line breaks to LF before it computes the hash.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Bytes.Sha256(Encoding.UTF8.GetBytes(text)));
}

internal static class StatusText
{
    public static string Label(DeliveryStatus status) => ResourceOf($"Report_{status}");

    public static string Meaning(DeliveryStatus status) => ResourceOf($"Report_{status}Means");

    public static string ResourceOf(string name) =>
        Text.ResourceManager.GetString(name, Text.Culture) ?? throw new MissingManifestResourceException(name);
}
