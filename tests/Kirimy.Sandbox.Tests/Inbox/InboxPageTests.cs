using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests.Inbox;

public sealed class InboxPageTests
{
    /// <summary>The tags with attributes that the list of messages may contain. Any other tag came from a message.</summary>
    private const string OurTags =
        "</?(li|div|bdi|span|time|strong|em|del|code|a)>"
        + "|<li class=\"(delivered|failed)\">|<div class=\"(to|foot)\">|<div class=\"text\" dir=\"auto\">|<bdi class=\"session\">"
        + "|<code class=\"block\">|<span class=\"(why|when|state)\">|<span class=\"tick\" role=\"img\" aria-label=\"Sent\" title=\"Sent\">"
        + "|<time datetime=\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\">"
        + "|<a href=\"https?://[^<>\"'`]*\" target=\"_blank\" rel=\"noopener noreferrer\">";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Attacks =>
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg onload=alert(1)>",
            "' onmouseover='alert(1)",
            "</ol></main><script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            "<!-- --!><script>alert(1)</script>",
            "]]><script>alert(1)</script>",
            "{{Script}}{{Title}}",
            "*<b*>_<i_>",
            "```</code><script>alert(1)</script>```",
            "javascript:alert(1)",
            "\u202Egnp.exe\u202C <b>",
            "\0<\0script>",
            "+ADw-script+AD4-alert(1)",
            "https://a\"onmouseover=alert(1)",
            "https://a/<script>alert(1)</script>",
            "http://a'><img src=x onerror=alert(1)>",
        ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task No_message_is_interpreted_as_markup(string attack)
    {
        using var server = new TestServer(new SandboxOptions { SessionIds = ["sandbox", attack] });
        await server.SendAsync(message: attack);
        await server.SendAsync(recipient: attack);
        await server.SendAsync(session: attack);
        await server.SendAsync(session: "none" + attack, recipient: attack, message: attack);

        var page = (await server.GetAsync("/")).Body;
        var list = Between(page, "<ol id=\"messages\" class=\"bubbles\" reversed>", "</ol>");
        Assert.Equal(4, Count(list, "<li "));
        AssertOurs(list);
        Assert.Equal(1, Count(page, "<script"));

        var news = (await server.GetAsync("/messages.json")).Json.GetProperty("messages");
        Assert.Equal(4, news.GetArrayLength());
        foreach (var message in news.EnumerateArray())
        {
            AssertOurs(message.GetProperty("html").GetString()!);
        }

        Assert.Equal(attack, news[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_page_runs_only_its_own_style_and_script()
    {
        using var server = new TestServer();
        await server.SendAsync();
        var reply = await server.GetAsync("/");
        Assert.Equal((200, "text/html; charset=utf-8"), (reply.Status, reply.ContentType));
        var style = Between(reply.Body, "<style>", "</style>");
        var script = Between(reply.Body, "<script>", "</script>");
        Assert.Equal(
            $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; connect-src 'self'; img-src data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Assert.Single(reply.Headers.GetValues("Content-Security-Policy"))
        );
        // No network access, nothing that the policy blocks, and no unreplaced placeholder.
        Assert.DoesNotMatch("https?://|@import|url\\(", reply.Body);
        Assert.DoesNotMatch("\\son[a-z]+\\s*=|\\sstyle\\s*=", reply.Body.Replace(script, string.Empty, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/messages.json")]
    [InlineData("/other")]
    public async Task Every_response_has_security_headers_for_browsers(string path)
    {
        using var server = new TestServer();
        var headers = (await server.GetAsync(path)).Headers;
        Assert.Equal("no-store", headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_page_shows_messages_newest_first_with_their_status()
    {
        using var server = new TestServer(new SandboxOptions { TimeProvider = new SignallingTime() });
        await server.SendAsync(message: "Halo *dunia*\nbaris dua");
        await server.SendAsync(message: "gagal", session: "other");
        await server.SendAsync(TestServer.Magic("DropAfterSending"), "hilang").ContinueWith(t => t.Exception, TaskScheduler.Default);
        var page = (await server.GetAsync("/")).Body;

        Assert.Contains("<span id=\"total\">3</span>", page, StringComparison.Ordinal);
        Assert.Contains("<p id=\"empty\" hidden>", page, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{server.Sandbox.Port}", page, StringComparison.Ordinal);
        var items = page.Split("<li class=\"")[1..];
        Assert.StartsWith("delivered\">", items[0], StringComparison.Ordinal);
        Assert.Contains("<span class=\"why\">DropAfterSending</span>", items[0], StringComparison.Ordinal);
        Assert.StartsWith("failed\">", items[1], StringComparison.Ordinal);
        Assert.Contains("<span class=\"why\">SESSION_NOT_FOUND · HTTP 404</span>", items[1], StringComparison.Ordinal);
        Assert.Contains("<bdi class=\"session\">other</bdi>", items[1], StringComparison.Ordinal);
        Assert.Contains("Halo <strong>dunia</strong>\nbaris dua", items[2], StringComparison.Ordinal);
        Assert.Contains("<time datetime=\"2025-01-01T03:00:00Z\">", items[2], StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"why\"", items[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_an_empty_sandbox_shows_an_example()
    {
        using var server = new TestServer();
        var page = (await server.GetAsync("/")).Body;
        Assert.Contains("<p id=\"empty\">", page, StringComparison.Ordinal);
        Assert.Contains("Send-KirimyMessage", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_lists_every_simulated_number()
    {
        using var server = new TestServer();
        var page = (await server.GetAsync("/")).Body;
        Assert.All(
            SimulatedNumber.All.Select(m => m.Recipient),
            r =>
                Assert.Contains(
                    $"<dt>{r.Number}</dt><dd><b>{r.Name}</b>{HtmlText.Escape(r.Description)}</dd>",
                    page,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task Messages_after_an_ID_are_returned()
    {
        using var server = new TestServer();
        for (var i = 1; i <= 3; i++)
        {
            await server.SendAsync(message: i.ToString(CultureInfo.InvariantCulture));
        }

        var news = (await server.GetAsync("/messages.json?after=1")).Json;
        Assert.Equal((3, 3), (news.GetProperty("total").GetInt32(), news.GetProperty("newest").GetInt32()));
        Assert.Equal(["2", "3"], news.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("message").GetString()));

        var none = (await server.GetAsync("/messages.json?after=3")).Json;
        Assert.Equal((3, 0), (none.GetProperty("newest").GetInt32(), none.GetProperty("messages").GetArrayLength()));

        var page = (await server.GetAsync("/")).Body;
        Assert.Contains($"data-server=\"{none.GetProperty("server").GetString()}\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?after=")]
    [InlineData("?after=-1")]
    [InlineData("?after=x")]
    [InlineData("?after=99999999999999999999")]
    [InlineData("?after=0&after=1")]
    [InlineData("?%")]
    public async Task All_messages_are_returned_without_an_ID(string query)
    {
        using var server = new TestServer();
        await server.SendAsync();
        Assert.Equal(1, (await server.GetAsync("/messages.json" + query)).Json.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task The_page_has_the_newest_two_hundred_messages()
    {
        using var server = new TestServer(new SandboxOptions { RequestsPerMinute = 10_000 });
        for (var i = 0; i < 1001; i++)
        {
            await server.SendAsync();
        }

        Assert.Equal(200, Count((await server.GetAsync("/")).Body, "<li "));
        var first = (await server.GetAsync("/messages.json")).Json;
        Assert.Equal((1001, 1000), (first.GetProperty("total").GetInt32(), first.GetProperty("newest").GetInt32()));
        Assert.Equal(1000, first.GetProperty("messages").GetArrayLength());
        var second = (await server.GetAsync("/messages.json?after=1000")).Json;
        Assert.Equal((1001, 1), (second.GetProperty("newest").GetInt32(), second.GetProperty("messages").GetArrayLength()));
    }

    [Fact]
    public async Task Clearing_removes_the_messages_and_keeps_their_count()
    {
        using var server = new TestServer();
        await server.SendAsync();
        await server.SendAsync();
        var reply = await server.ExchangeAsync(new HttpRequestMessage(HttpMethod.Delete, "/messages.json"));
        Assert.Equal(200, reply.Status);
        Assert.Empty(server.Sandbox.Messages);
        await server.SendAsync(message: "baru");
        var news = (await server.GetAsync("/messages.json?after=2")).Json;
        Assert.Equal((3, 3), (news.GetProperty("oldest").GetInt32(), news.GetProperty("total").GetInt32()));
        Assert.Equal(["baru"], news.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("message").GetString()));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task A_page_of_another_site_cannot_clear_the_inbox(string method)
    {
        using var server = new TestServer();
        await server.SendAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/messages.json");
        request.Headers.Add("Origin", "https://example.com");
        request.Headers.Add("Access-Control-Request-Method", "DELETE");
        var reply = await server.ExchangeAsync(request);
        // Without these headers a browser doesn't send the DELETE request.
        Assert.DoesNotContain(reply.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Single(server.Sandbox.Messages);
    }

    private static void AssertOurs(string html) =>
        Assert.DoesNotMatch("[<>\"'`]", Regex.Replace(html, OurTags, string.Empty, RegexOptions.ExplicitCapture, Limit));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Between(string text, string start, string end)
    {
        Assert.Equal(1, Count(text, start));
        return text.Split(start)[1].Split(end)[0];
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
