using System.Buffers.Binary;
using System.Diagnostics;
using Kirimy.Client.Reports;
using Kirimy.Tests.Browser;

namespace Kirimy.Client.Tests.Reports;

/// <summary>Tests the page in Chromium.</summary>
public sealed class ReportPageBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly SampleReport sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task The_page_opens_offline_without_console_errors()
    {
        await using var tab = await OpenAsync(SampleReport.Rows(200));
        Assert.Equal(50, await RowsAsync(tab));
        Assert.Equal("1–50 of 200", await tab.EvaluateAsync<string>("document.getElementById('shown').innerText"));
        Assert.Equal(["80.0%"], await tab.TextsAsync(".share b"));
        Assert.Equal(["160", "20", "20"], await tab.TextsAsync(".card b"));
        Assert.True(await tab.EvaluateAsync<int>("document.querySelectorAll('.chart svg rect').length") > 20);
        Quiet(tab);
    }

    [Fact]
    public async Task A_click_on_a_heading_sorts_and_announces_the_order()
    {
        await using var tab = await OpenAsync(SampleReport.Rows(200));
        Assert.Equal("ascending", await SortAsync(tab, 5));
        Assert.Equal(Enumerable.Repeat("Failed", 20), (await tab.TextsAsync("#rows .status")).Take(20));
        await tab.ClickAsync("thead th:nth-child(1) button");
        Assert.Equal(("none", "ascending"), (await SortAsync(tab, 5), await SortAsync(tab, 1)));
        await tab.ClickAsync("thead th:nth-child(1) button");
        Assert.Equal("descending", await SortAsync(tab, 1));
        Assert.Equal("2026-08-17 10:03:19", (await tab.TextsAsync("#rows time"))[0]);
        await tab.ClickAsync("thead th:nth-child(4) button");
        var numbers = await tab.TextsAsync("#rows .n");
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Quiet(tab);
    }

    [Fact]
    public async Task A_search_and_a_status_narrow_the_table()
    {
        sample.Options = sample.Options with { ShowNumbers = true };
        await using var tab = await OpenAsync(SampleReport.Rows(200));
        await tab.TypeAsync("#search", "pelanggan 19");
        Assert.Equal(5, await RowsAsync(tab));
        await tab.TypeAsync("#search", "+62 812-1000-7919");
        Assert.Equal(["6281210007919"], await tab.TextsAsync("#rows .n"));
        await tab.TypeAsync("#search", "session_inactive");
        Assert.Equal(20, await RowsAsync(tab));
        await ChooseAsync(tab, "status", "Unknown");
        Assert.Equal(0, await RowsAsync(tab));
        Assert.Contains(
            "No message matches",
            await tab.EvaluateAsync<string>("document.getElementById('shown').innerText"),
            StringComparison.Ordinal
        );
        await tab.TypeAsync("#search", " ");
        Assert.Equal(Enumerable.Repeat("Unknown", 20), await tab.TextsAsync("#rows .status"));
        Quiet(tab);
    }

    [Fact]
    public async Task The_table_is_paged_on_screen_and_complete_in_print()
    {
        await using var tab = await OpenAsync(SampleReport.Rows(120));
        Assert.True(await tab.EvaluateAsync<bool>("document.getElementById('previous').disabled"));
        await tab.ClickAsync("#next");
        await tab.ClickAsync("#next");
        Assert.Equal("101–120 of 120", await tab.EvaluateAsync<string>("document.getElementById('shown').innerText"));
        Assert.True(await tab.EvaluateAsync<bool>("document.getElementById('next').disabled"));
        await tab.EvaluateAsync<bool>("window.dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(120, await RowsAsync(tab));
        await tab.EvaluateAsync<bool>("window.dispatchEvent(new Event('afterprint'))");
        Assert.Equal(20, await RowsAsync(tab));
        await ChooseAsync(tab, "size", "0");
        Assert.Equal(120, await RowsAsync(tab));
        Quiet(tab);
    }

    [Fact]
    public async Task Script_in_a_name_does_not_run_and_a_long_text_can_be_expanded()
    {
        const string Hostile = "</td></table></script><script>window.hit=1</script><img src=x onerror='window.hit=1'>&amp;\u202E";
        sample.Options = sample.Options with { Title = Hostile };
        var row = SampleReport.Rows(1).Single();
        await using var tab = await OpenAsync([
            row with
            {
                Message = Hostile + new string('x', 400),
                Recipient = Hostile,
                ErrorCode = Hostile,
                ErrorMessage = Hostile,
                SessionId = Hostile,
                BatchId = Hostile,
                Status = DeliveryStatus.Failed,
            },
        ]);
        Assert.True(await tab.EvaluateAsync<bool>("window.hit === undefined"));
        Assert.Equal(Hostile, await tab.EvaluateAsync<string>("document.title"));
        Assert.Equal(0, await tab.EvaluateAsync<int>("document.images.length"));
        Assert.Equal(1, await tab.EvaluateAsync<int>("document.scripts.length"));
        Assert.Equal(1, await RowsAsync(tab));
        await tab.ClickAsync(".more");
        Assert.Equal("true", await tab.EvaluateAsync<string>("document.querySelector('.more').getAttribute('aria-expanded')"));
        Assert.Equal(0, await tab.EvaluateAsync<int>("document.querySelectorAll('.clip').length"));
        Quiet(tab);
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(360, false)]
    [InlineData(320, true)]
    public async Task The_page_fits_its_window_in_light_and_dark_mode(int width, bool dark)
    {
        await using var tab = await OpenAsync(SampleReport.Rows(60), width, dark);
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var background = await tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(dark ? "rgb(14, 21, 19)" : "rgb(244, 246, 245)", background);
        Assert.True(await tab.LowestContrastAsync() >= 4.5);
        var png = await tab.ScreenshotAsync();
        Assert.Equal<byte>([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.InRange(png.Length, 20_000, 2_000_000);
        if (Environment.GetEnvironmentVariable("KIRIMY_SCREENSHOTS") is { } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"report-{width}-{(dark ? "dark" : "light")}.png"), png);
        }

        Quiet(tab);
    }

    [Fact]
    public async Task A_page_of_ten_thousand_rows_is_sorted_and_searched()
    {
        await using var tab = await OpenAsync(SampleReport.Rows(10_000));
        var opened = await tab.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].loadEventEnd");
        var watch = Stopwatch.StartNew();
        await tab.ClickAsync("thead th:nth-child(4) button");
        await tab.TypeAsync("#search", "pelanggan 9998");
        Assert.Equal(1, await RowsAsync(tab));
        TestContext.Current.TestOutputHelper?.WriteLine($"opened in {opened:0} ms, sorted and searched in {watch.ElapsedMilliseconds} ms");
        Assert.InRange(opened, 0, 20_000);
        Quiet(tab);
    }

    private async Task<BrowserTab> OpenAsync(IEnumerable<ReportRow> rows, int width = 1280, bool dark = false)
    {
        var tab = await chromium.OpenAsync();
        await tab.LookAsync(width, width < 500 ? 2400 : 1500, dark);
        await tab.GoAsync(sample.Write("report.html", rows));
        return tab;
    }

    private void Quiet(BrowserTab tab)
    {
        Assert.Empty(tab.Complaints);
        Assert.Equal([new Uri(Path.Combine(sample.Folder, "report.html")).AbsoluteUri], tab.Requests.Where(r => r != "data:,"));
    }

    private static Task<int> RowsAsync(BrowserTab tab) => tab.EvaluateAsync<int>("document.getElementById('rows').rows.length");

    private static Task<string> SortAsync(BrowserTab tab, int column) =>
        tab.EvaluateAsync<string>($"document.querySelector('thead th:nth-child({column})[aria-sort]').getAttribute('aria-sort')");

    private static Task<bool> ChooseAsync(BrowserTab tab, string id, string value) =>
        tab.EvaluateAsync<bool>(
            $"(() => {{ const e = document.getElementById('{id}'); e.value = '{value}'; return e.dispatchEvent(new Event('change')); }})()"
        );
}
