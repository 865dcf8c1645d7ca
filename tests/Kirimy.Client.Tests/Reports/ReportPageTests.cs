using System.Text.RegularExpressions;
using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

/// <summary>The page as it is written; how it behaves is tried in a browser.</summary>
public sealed partial class ReportPageTests : IDisposable
{
    private readonly SampleReport sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void It_needs_no_network_and_runs_nothing_but_its_own_script()
    {
        var page = sample.Text("x.html", SampleReport.Rows(100));
        Assert.Contains("default-src 'none'; style-src 'sha256-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Address(), page);
        Assert.DoesNotMatch(InlineHandlerOrStyle(), page);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_local_with_their_offset() =>
        Assert.Contains(
            "<time datetime=\"2026-08-17T10:00:00.000+07:00\">2026-08-17 10:00:00 <small>+07:00</small></time>",
            sample.Text("x.html", SampleReport.Rows(1)),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_advice_stands_beside_the_reason_or_else_the_first_explanation()
    {
        sample.Options = sample.Options with { Advice = c => c == "SESSION_INACTIVE" ? "Scan the <code>." : null };
        var page = sample.Text("x.html", SampleReport.Rows(10));
        Assert.Contains("Scan the &lt;code&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("<td dir=\"auto\">It did not go through.</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_share_is_that_of_what_was_to_be_sent_and_not_rounded_up()
    {
        var sent = new ReportRow { Status = DeliveryStatus.Sent };
        var skipped = new ReportRow { Status = DeliveryStatus.Skipped };
        var failed = new ReportRow { Status = DeliveryStatus.Failed };
        Assert.Contains("<b>100%</b>", sample.Text("x.html", [sent, skipped, skipped]), StringComparison.Ordinal);
        Assert.Contains("<b>—</b>", sample.Text("x.html", [skipped]), StringComparison.Ordinal);
        Assert.Contains("<b>99.9%</b>", sample.Text("x.html", [.. Enumerable.Repeat(sent, 1999), failed]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_browser_is_spared_rows_but_not_those_that_went_wrong()
    {
        using var rows = new MemoryStream();
        var report = new HtmlReport(rows, sample.Options, mostOfAKind: 5);
        var summary = new ReportSummary(TimeZoneInfo.Utc);
        foreach (var row in SampleReport.Rows(20))
        {
            summary.Add(row);
            report.Add(row, summary.Total);
        }

        report.Flush();
        report.WriteHead(rows, summary);
        var page = System.Text.Encoding.UTF8.GetString(rows.ToArray());
        Assert.Equal(11, report.Omitted);
        Assert.Equal((5, 2, 2), (Rows("Sent"), Rows("Failed"), Rows("Unknown")));
        Assert.Contains("leaves out 11 of the 20 messages", page, StringComparison.Ordinal);

        int Rows(string status) => Regex.Count(page, $"<tr data-s=\"{status}\">");
    }

    [Fact]
    public void A_service_that_makes_up_codes_does_not_make_the_page_longer_and_longer()
    {
        var page = sample.Text(
            "x.html",
            Enumerable.Range(0, 500).Select(i => new ReportRow { Status = DeliveryStatus.Failed, ErrorCode = $"E{i}" })
        );
        Assert.Equal(101, Regex.Count(page, "<th scope=\"row\">"));
        Assert.Contains(
            "<code>(other)</code></th><td class=\"s\"><span class=\"status Failed\">Failed</span></td><td class=\"c\">400<",
            page,
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(
        "(https?:)?//[a-z]|url\\(|@import",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Address();

    [GeneratedRegex("<[^>]+ (on[a-z]+|style)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineHandlerOrStyle();
}
