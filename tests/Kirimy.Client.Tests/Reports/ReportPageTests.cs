using System.Text.RegularExpressions;
using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

/// <summary>Tests the written page. Its behavior is tested in a browser.</summary>
public sealed partial class ReportPageTests : IDisposable
{
    private readonly SampleReport sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void The_page_needs_no_network_and_runs_only_its_own_script()
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
    public void Times_are_local_and_the_zone_is_shown_once()
    {
        var page = sample.Text("x.html", SampleReport.Rows(30));
        Assert.Contains("<time datetime=\"2026-08-17T10:00:00.000+07:00\">2026-08-17 10:00:00</time>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Time zone</dt><dd dir=\"auto\">UTC+07:00</dd>", page, StringComparison.Ordinal);
        Assert.Single(page.Split("UTC", StringSplitOptions.None).Skip(1));
    }

    [Fact]
    public void A_time_shows_its_offset_when_it_differs_from_the_page()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        sample.Time.SetLocalTimeZone(zone);
        var winter = SampleReport.Rows(1).Single() with { Timestamp = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(1)) };
        var page = sample.Text("x.html", [winter, .. SampleReport.Rows(1)]);
        Assert.Contains("<dd dir=\"auto\">UTC+02:00</dd>", page, StringComparison.Ordinal);
        Assert.Contains(">2026-01-05 09:00:00 <small>+01:00</small></time>", page, StringComparison.Ordinal);
        Assert.Contains("5 Jan 2026 09:00:00 +01:00 – 17 Aug 2026 05:00:00", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void The_chart_needs_at_least_five_bars(int messages, bool isShown)
    {
        var page = sample.Text("x.html", SampleReport.Rows(messages));
        Assert.Equal(isShown, page.Contains("<svg viewBox", StringComparison.Ordinal));
        Assert.Equal(!isShown, page.Contains("<section aria-labelledby=\"timeline-title\" hidden>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_card_with_the_count_zero_has_no_color()
    {
        var page = sample.Text("x.html", SampleReport.Rows(3));
        Assert.Contains("<div class=\"card zero\"><dt>Failed</dt>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"card Sent\"><dt>Sent</dt>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_that_wait_for_the_next_day_are_counted_as_waiting()
    {
        var waiting = new ReportRow { Status = DeliveryStatus.NotSent, ErrorCode = ErrorCode.DailyLimit };
        var page = sample.Text("x.html", [.. SampleReport.Rows(3), waiting, waiting]);
        Assert.Contains("3 of 5 sent, 2 waiting for the next day", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_headline_counts_the_whole_batch()
    {
        var earlier = new ReportRow { Status = DeliveryStatus.Skipped, ErrorCode = ErrorCode.AlreadySent };
        var duplicate = new ReportRow { Status = DeliveryStatus.Skipped, ErrorCode = ErrorCode.Duplicate };
        var waiting = new ReportRow { Status = DeliveryStatus.NotSent, ErrorCode = ErrorCode.DailyLimit };
        var page = sample.Text("x.html", [.. SampleReport.Rows(3), earlier, duplicate, waiting, waiting, waiting, waiting]);
        Assert.Contains("4 of 8 sent, 1 of them in an earlier run, 4 waiting for the next day", page, StringComparison.Ordinal);
        Assert.Contains("<b>50.0%</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_that_no_run_has_reached_count_as_not_sent()
    {
        var path = Path.Combine(sample.Folder, "y.html");
        using (var report = ReportWriter.Create(path, sample.Options))
        {
            foreach (var row in SampleReport.Rows(3))
            {
                report.Add(row);
            }

            report.SetTotal(10);
            report.Complete();
        }

        var page = File.ReadAllText(path);
        Assert.Contains("3 of 10 sent, 7 not processed yet", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"card NotSent\"><dt>Not sent</dt><dd><b>7</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_and_row_are_columns_when_any_message_has_them()
    {
        Assert.Contains("class=\"messages no-row no-file no-name\"", sample.Text("x.html", SampleReport.Rows(1)), StringComparison.Ordinal);
        var row = SampleReport.Rows(1).Single() with { Name = "Budi <b>", RowNumber = 12, SourceFile = "a.csv" };
        sample.Options = sample.Options with { ShowNumbers = true };
        var page = sample.Text("x.html", row);
        Assert.Contains("class=\"messages no-file\"", page, StringComparison.Ordinal);
        Assert.Contains(
            "<td class=\"r\">12 <small>a.csv</small></td><td class=\"p\" dir=\"auto\">Budi &lt;b&gt;</td>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<dt>File</dt><dd dir=\"auto\">a.csv</dd>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"messages\"", sample.Text("x.html", row, row with { SourceFile = "b.csv" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_has_its_advice_or_the_first_error_message()
    {
        sample.Options = sample.Options with { Advice = c => c == "SESSION_INACTIVE" ? "Scan the <code>." : null };
        var page = sample.Text("x.html", SampleReport.Rows(10));
        Assert.Contains("Scan the &lt;code&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("<td dir=\"auto\">It did not go through.</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_share_counts_messages_to_send_and_is_not_rounded_up()
    {
        var sent = new ReportRow { Status = DeliveryStatus.Sent };
        var skipped = new ReportRow { Status = DeliveryStatus.Skipped };
        var failed = new ReportRow { Status = DeliveryStatus.Failed };
        Assert.Contains("<b>100%</b>", sample.Text("x.html", [sent, skipped, skipped]), StringComparison.Ordinal);
        Assert.Contains("<b>—</b>", sample.Text("x.html", [skipped]), StringComparison.Ordinal);
        Assert.Contains("<b>99.9%</b>", sample.Text("x.html", [.. Enumerable.Repeat(sent, 1999), failed]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_page_omits_rows_except_failed_ones()
    {
        using var rows = new MemoryStream();
        var report = new HtmlReport(rows, sample.Options, maxRowsPerKind: 5);
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
        Assert.Contains("omits 11 of the 20 messages", page, StringComparison.Ordinal);

        int Rows(string status) => Regex.Count(page, $"<tr data-s=\"{status}\">");
    }

    [Fact]
    public void The_number_of_distinct_codes_on_the_page_is_limited()
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
