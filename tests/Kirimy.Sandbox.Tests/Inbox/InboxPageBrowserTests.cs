using System.Diagnostics;
using System.Globalization;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;
using Kirimy.Tests.Browser;

namespace Kirimy.Sandbox.Tests.Inbox;

/// <summary>Tests the inbox page in Chromium.</summary>
public sealed class InboxPageBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Siti = "6281234567891";

    [Fact]
    public async Task Messages_arrive_while_the_page_is_open()
    {
        using var server = new TestServer();
        await using var tab = await OpenAsync(server);
        Assert.Equal(1, await tab.EvaluateAsync<int>("document.querySelector('#empty').getClientRects().length"));
        await server.SendAsync(message: "Halo *dunia*, https://ci.example/7");
        await server.SendAsync(session: "other");
        await tab.UntilAsync("document.querySelectorAll('#messages li').length === 2");
        Assert.Equal(["Messages: 2"], await tab.TextsAsync("#count"));
        Assert.Equal(0, await tab.EvaluateAsync<int>("document.querySelector('#empty').getClientRects().length"));
        Assert.Equal(["All WhatsApp sessions", "sandbox", "other"], await tab.TextsAsync("#session option"));
        Assert.Equal("https://ci.example/7", await tab.EvaluateAsync<string>("document.querySelector('.text a').href"));
        Quiet(tab, server);
    }

    [Fact]
    public async Task A_screen_reader_announces_the_count_only()
    {
        using var server = new TestServer();
        await using var tab = await OpenAsync(server);
        await server.SendAsync();
        await server.SendAsync();
        await tab.UntilAsync("document.querySelector('#announcement').textContent === 'Messages: 2'");
        Assert.Equal(
            ["state", "announcement"],
            await tab.EvaluateAsync<string[]>("Array.from(document.querySelectorAll('[aria-live], [role=status]'), e => e.id)")
        );
        Assert.Equal(
            ["Sent", "Sent"],
            await tab.EvaluateAsync<string[]>("Array.from(document.querySelectorAll('.tick[role=img]'), e => e.ariaLabel)")
        );
        Assert.Equal("✓", (await tab.TextsAsync(".tick"))[0]);
        Quiet(tab, server);
    }

    [Fact]
    public async Task Search_status_and_session_narrow_the_list()
    {
        using var server = await FilledAsync();
        await using var tab = await OpenAsync(server);
        await tab.TypeAsync("#search", "BUDI");
        Assert.Equal(["Halo Budi, toko kami pindah."], await tab.TextsAsync("#messages .text"));
        Assert.Equal(["Messages: 1 of 5"], await tab.TextsAsync("#count"));
        await tab.TypeAsync("#search", "0812-3456-7891");
        Assert.Equal([Siti, Siti], await tab.TextsAsync("#messages .to bdi:first-child"));
        await tab.TypeAsync("#search", "session_not_found");
        Assert.Single(await tab.TextsAsync("#messages li"));
        await tab.TypeAsync("#search", "no such text");
        Assert.Equal(1, await tab.EvaluateAsync<int>("document.querySelector('#none').getClientRects().length"));
        await tab.TypeAsync("#search", " ");
        await tab.ChangeAsync("#status", "value", "failed");
        Assert.Equal(2, (await tab.TextsAsync("#messages li")).Length);
        await tab.ChangeAsync("#session", "value", "other");
        Assert.Single(await tab.TextsAsync("#messages li"));
        await server.SendAsync(session: "another");
        await tab.UntilAsync("document.querySelector('#count').textContent === 'Messages: 1 of 6'");
        Quiet(tab, server);
    }

    [Fact]
    public async Task Messages_are_grouped_by_recipient()
    {
        using var server = await FilledAsync();
        await using var tab = await OpenAsync(server);
        await tab.ChangeAsync("#group", "checked", value: true);
        Assert.Empty(await tab.TextsAsync("#messages li"));
        Assert.Equal([Siti, "6286000000101", TestServer.AnyNumber], await tab.TextsAsync("section h2"));
        Assert.Equal(["messages: 2 · not sent: 1", "messages: 1 · not sent: 1", "messages: 2"], await tab.TextsAsync("section > p"));
        for (var i = 0; i < 5; i++)
        {
            await server.SendAsync();
        }

        await tab.UntilAsync("document.querySelector('section > p').textContent === 'messages: 7'");
        Assert.Equal(5, (await tab.TextsAsync("section:first-child li")).Length);
        await tab.ClickAsync("section:first-child button");
        Assert.Equal(7, (await tab.TextsAsync("#messages li")).Length);
        Assert.Empty(await tab.TextsAsync("section"));
        Quiet(tab, server);
    }

    [Fact]
    public async Task Clearing_prompts_first_and_empties_the_sandbox()
    {
        using var server = await FilledAsync();
        await using var tab = await OpenAsync(server);
        await tab.EvaluateAsync<bool>("window.confirm = (text) => { window.asked = text; return false; }, true");
        await tab.ClickAsync("#clear");
        Assert.Contains("Remove all messages", await tab.EvaluateAsync<string>("window.asked"), StringComparison.Ordinal);
        Assert.Equal(5, server.Sandbox.Messages.Count);
        await tab.EvaluateAsync<bool>("window.confirm = () => true, true");
        await tab.ClickAsync("#clear");
        await tab.UntilAsync("document.querySelectorAll('#messages li').length === 0");
        Assert.Empty(server.Sandbox.Messages);
        await server.SendAsync(message: "baru");
        await tab.UntilAsync("document.querySelectorAll('#messages li').length === 1");
        Assert.Equal("baru", Assert.Single(await tab.TextsAsync("#messages .text")));
        Quiet(tab, server);
    }

    [Fact]
    public async Task Markup_in_a_message_is_shown_as_text_in_the_list_and_in_the_groups()
    {
        const string Hostile =
            "</ol></script><script>window.hit=1</script><img src=x onerror='window.hit=1'>\" onmouseover=window.hit=1 \u202E";
        using var server = new TestServer();
        await server.SendAsync(Hostile, "https://x/\"onfocus=window.hit=1" + Hostile, Hostile);
        await using var tab = await OpenAsync(server);
        await tab.ChangeAsync("#group", "checked", value: true);
        Assert.Equal(Hostile, await tab.EvaluateAsync<string>("document.querySelector('section h2').textContent"));
        Assert.Equal(Hostile, await tab.EvaluateAsync<string>("document.querySelector('#session').options[1].value"));
        Assert.True(await tab.EvaluateAsync<bool>("window.hit === undefined"));
        Assert.Equal(0, await tab.EvaluateAsync<int>("document.images.length"));
        Assert.Equal(1, await tab.EvaluateAsync<int>("document.scripts.length"));
        Quiet(tab, server);
    }

    [Theory]
    [InlineData(1280, false, false)]
    [InlineData(1280, true, true)]
    [InlineData(360, false, true)]
    [InlineData(320, true, false)]
    public async Task The_page_fits_its_window_in_light_and_dark_mode(int width, bool dark, bool grouped)
    {
        using var server = await FilledAsync();
        await using var tab = await OpenAsync(server, width, dark);
        await tab.ChangeAsync("#group", "checked", grouped);
        await tab.EvaluateAsync<bool>("document.querySelector('details').open = true");
        Assert.Equal(width, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await tab.LowestContrastAsync() >= 4.5);
        var columns = await tab.EvaluateAsync<int>(
            "new Set(Array.from(document.querySelectorAll('#messages li, section'), e => e.getBoundingClientRect().x)).size"
        );
        Assert.Equal(width > 1000 ? 3 : 1, columns);
        if (Environment.GetEnvironmentVariable("KIRIMY_SCREENSHOTS") is { } folder)
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"inbox-{width}-{(dark ? "dark" : "light")}.png"),
                await tab.ScreenshotAsync()
            );
        }

        Quiet(tab, server);
    }

    [Fact]
    public async Task Five_thousand_messages_are_searched_and_grouped_together()
    {
        const int Count = 5000;
        using var server = new TestServer(new SandboxOptions { RequestsPerMinute = 100_000, MessagesPerDay = 100_000 });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Count),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) => await server.SendAsync(Recipient(i), $"Halo pelanggan {i:0000}, pesanan Anda sudah dikirim.")
        );
        await using var tab = await OpenAsync(server);
        Assert.Equal(["Messages: 5,000"], await tab.TextsAsync("#count"));
        Assert.Equal(200, (await tab.TextsAsync("#messages li")).Length);
        await tab.ClickAsync("#older");
        Assert.Equal(400, (await tab.TextsAsync("#messages li")).Length);
        var watch = Stopwatch.StartNew();
        await tab.TypeAsync("#search", "pelanggan 4321");
        Assert.Equal([Recipient(4321)], await tab.TextsAsync("#messages .to bdi:first-child"));
        await tab.TypeAsync("#search", " ");
        await tab.ChangeAsync("#group", "checked", value: true);
        Assert.Equal(200, (await tab.TextsAsync("section h2")).Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"searched and grouped in {watch.ElapsedMilliseconds} ms");
        Quiet(tab, server);

        static string Recipient(int i) => "62812" + (10_000_000 + i).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Five messages: to three recipients, through two sessions, two of them not sent.</summary>
    private static async Task<TestServer> FilledAsync()
    {
        var server = new TestServer();
        await server.SendAsync(message: "Halo Budi, toko kami pindah.");
        await server.SendAsync(message: "Backup *srv-02* selesai: https://backup.example/7");
        await server.SendAsync("6286000000101", "Halo", "sandbox");
        await server.SendAsync(Siti, "Halo Siti");
        await server.SendAsync(Siti, "Halo lagi", "other");
        return server;
    }

    private async Task<BrowserTab> OpenAsync(TestServer server, int width = 1280, bool dark = false)
    {
        var tab = await chromium.OpenAsync();
        await tab.LookAsync(width, width < 500 ? 900 : 800, dark);
        await tab.GoAsync(server.Sandbox.InboxUri.AbsoluteUri);
        await tab.UntilAsync("document.querySelector('#count').textContent !== ''");
        return tab;
    }

    private static void Quiet(BrowserTab tab, TestServer server)
    {
        Assert.Empty(tab.Complaints);
        Assert.All(
            tab.Requests.Where(r => r != "data:,"),
            r => Assert.StartsWith(server.Sandbox.InboxUri.AbsoluteUri, r, StringComparison.Ordinal)
        );
    }
}
