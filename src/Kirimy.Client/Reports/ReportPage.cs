using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Reports;

/// <summary>The page around the rows: one file, in which nothing runs but its own style and script, and which asks nothing of the network.</summary>
internal sealed class ReportPage(ReportOptions options, ReportSummary summary, long omitted)
{
    private const string RowsMark = "{{Rows}}";

    /// <summary>Fewer bars say less than the totals above them.</summary>
    private const int MinBars = 5;

    private static readonly string[] Template = Asset("ReportPage.html").Split([RowsMark], StringSplitOptions.None);
    private static readonly string Style = Asset("ReportPage.css");
    private static readonly string Script = Asset("ReportPage.js");

    /// <summary>Style and script are named by their hash: whatever a message holds, it is neither.</summary>
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>Numbers as people write them in the language that the page's texts are in.</summary>
    private readonly CultureInfo culture = Culture(Text.Report_Language);

    /// <summary>Writes what stands above the rows.</summary>
    public void WriteHead(TextWriter writer) => writer.Write(Fill(Template[0]));

    /// <summary>Writes what stands below the rows.</summary>
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
            "Totals" => string.Concat(ReportSummary.Statuses.Where(s => CountOf(s) > 0 || IsAlwaysShown(s)).Select(Total)),
            "TimelineHidden" => Hidden(summary.Timeline.Bars < MinBars),
            "Timeline" => summary.Timeline.Bars < MinBars ? string.Empty : new TimelinePicture(summary, culture).ToHtml(),
            "ReasonsHidden" => Hidden(summary.Reasons.Count == 0),
            "Reasons" => string.Concat(summary.Reasons.Select(Reason)),
            "Options" => string.Concat(
                Shown().Select(s => $"<option value=\"{s}\">{HtmlText.Escape(StatusText.Label(s))} ({Count(summary[s])})</option>")
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
            "Order" => string.Join(" ", BySeverity()),
            "Created" => HtmlText.Escape(Text.Report_Created.With(Moment(options.Time.GetUtcNow()))),
            "Source" => summary.LacksRefusedRows ? HtmlText.Escape(Text.Report_Source) : string.Empty,
            "Masked" => options.ShowNumbers ? string.Empty : HtmlText.Escape(Text.Report_Masked),
            _ => HtmlText.Escape(
                Text.ResourceManager.GetString("Report_" + name, Text.Culture) ?? throw new MissingManifestResourceException(name)
            ),
        };

    /// <summary>The statuses that messages have; and always how many were sent, and how many failed.</summary>
    private IEnumerable<DeliveryStatus> Shown() => ReportSummary.Statuses.Where(s => summary[s] > 0 || IsAlwaysShown(s));

    private static bool IsAlwaysShown(DeliveryStatus status) => status is DeliveryStatus.Sent or DeliveryStatus.Failed;

    private static IEnumerable<DeliveryStatus> BySeverity() => ReportSummary.Statuses.Skip(1).Append(DeliveryStatus.Sent);

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

    /// <summary>The part of what was to be sent that was: never rounded up to all of it.</summary>
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

    /// <summary>How many were sent, in this run or an earlier one: the page is about the batch, not about its last day.</summary>
    private long Sent => summary[DeliveryStatus.Sent] + summary.SentEarlier;

    /// <summary>How many messages a card or the bar shows for a status.</summary>
    private long CountOf(DeliveryStatus status) => summary[status] + (status == DeliveryStatus.NotSent ? summary.NotReached : 0);

    /// <summary>A zero is good news or no news, and has no color.</summary>
    private string Total(DeliveryStatus status) =>
        $"<div class=\"card {(CountOf(status) == 0 ? "zero" : status.ToString())}\"><dt>{HtmlText.Escape(StatusText.Label(status))}</dt>"
        + $"<dd><b>{Count(CountOf(status))}</b><small>{HtmlText.Escape(StatusText.Meaning(status))}</small></dd></div>";

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

    /// <summary>A moment in the zone that the page names; with its offset where that is another, in summer for example.</summary>
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

    private static string? Names(IReadOnlyCollection<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    private static string Hidden(bool hidden) => hidden ? " hidden" : string.Empty;

    private static CultureInfo Culture(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            // A machine without ICU knows the invariant culture only.
            return CultureInfo.InvariantCulture;
        }
    }

    private static string Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Kirimy.Client.Reports." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // The hash is that of what a browser reads, which knows line feeds only.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Bytes.Sha256(Encoding.UTF8.GetBytes(text)));
}
