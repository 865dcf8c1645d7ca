using System.Text.RegularExpressions;
using Kirimy.Sandbox.Inbox;

namespace Kirimy.Sandbox.Tests.Inbox;

public sealed class WhatsAppTextTests
{
    [Theory]
    [InlineData("halo", "halo")]
    [InlineData("*halo*", "<strong>halo</strong>")]
    [InlineData("_halo_", "<em>halo</em>")]
    [InlineData("~halo~", "<del>halo</del>")]
    [InlineData("`halo`", "<code>halo</code>")]
    [InlineData("```halo```", "<code>halo</code>")]
    [InlineData("a *b* c _d_ e", "a <strong>b</strong> c <em>d</em> e")]
    [InlineData("*_~x~_*", "<strong><em><del>x</del></em></strong>")]
    [InlineData("(*b*), *c*!", "(<strong>b</strong>), <strong>c</strong>!")]
    [InlineData("*dua kata*", "<strong>dua kata</strong>")]
    [InlineData("*a*b* c", "<strong>a*b</strong> c")]
    [InlineData("satu\n*dua*", "satu\n<strong>dua</strong>")]
    [InlineData("satu\r\ndua\rtiga", "satu\ndua\ntiga")]
    [InlineData("*`x*y`*", "<strong><code>x*y</code></strong>")]
    [InlineData("`*x*`", "<code>*x*</code>")]
    [InlineData("👋 *👋*", "👋 <strong>👋</strong>")]
    public void Formatting_marks_are_rendered(string text, string html) => Assert.Equal(html, WhatsAppText.ToHtml(text));

    [Theory]
    [InlineData("2*3*4")]
    [InlineData("snake_case_name")]
    [InlineData("* halo*")]
    [InlineData("*halo *")]
    [InlineData("*halo")]
    [InlineData("halo*")]
    [InlineData("**")]
    [InlineData("***")]
    [InlineData("*\nhalo*")]
    [InlineData("*satu\ndua*")]
    [InlineData("harga 5*, 6* dan 7")]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Characters_that_are_not_formatting_marks_are_kept(string text) => Assert.Equal(text, WhatsAppText.ToHtml(text));

    [Theory]
    [InlineData("```a\nb```", "<code class=\"block\">a\nb</code>")]
    [InlineData("x\n```\na\nb\n```\ny", "x<code class=\"block\">a\nb</code>y")]
    [InlineData("x ```a\n\nb``` y", "x <code class=\"block\">a\n\nb</code> y")]
    [InlineData("``` a ``` *b* ```c```", "<code> a </code> <strong>b</strong> <code>c</code>")]
    [InlineData("```*a*```", "<code>*a*</code>")]
    public void Monospace_may_span_lines(string text, string html) => Assert.Equal(html, WhatsAppText.ToHtml(text));

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("*<b>*", "<strong>&lt;b&gt;</strong>")]
    [InlineData("```</code><img>```", "<code>&lt;/code&gt;&lt;img&gt;</code>")]
    [InlineData("`\"'&`", "<code>&quot;&#39;&amp;</code>")]
    [InlineData("&lt;b&gt;", "&amp;lt;b&amp;gt;")]
    [InlineData("a\0b\u0007c", "a\uFFFDb\uFFFDc")]
    public void Text_is_never_markup(string text, string html) => Assert.Equal(html, WhatsAppText.ToHtml(text));

    [Theory]
    [InlineData("https://kirimy.id", "<https://kirimy.id>")]
    [InlineData("HTTP://x", "<HTTP://x>")]
    [InlineData("lihat https://ci.example/7, lalu", "lihat <https://ci.example/7>, lalu")]
    [InlineData("(https://a.example/b)", "(<https://a.example/b>)")]
    [InlineData("https://a.example/b_(c)", "<https://a.example/b_(c)>")]
    [InlineData("https://a.example/?q=1&r=2#x.", "<https://a.example/?q=1&amp;r=2#x>.")]
    [InlineData("https://a.example/_apis_/*b*/~c~", "<https://a.example/_apis_/*b*/~c>~")]
    [InlineData("*https://a.example* b", "<strong><https://a.example></strong> b")]
    [InlineData("_a https://b.example/c_d e_", "<em>a <https://b.example/c_d> e</em>")]
    [InlineData("https://a https://b", "<https://a> <https://b>")]
    [InlineData("https://a.example/\"b", "<https://a.example/>&quot;b")]
    [InlineData("https://a.example/'b", "<https://a.example/&#39;b>")]
    public void Web_addresses_are_links(string text, string html) =>
        Assert.Equal(
            Regex.Replace(
                html,
                "<(?<address>[hH][^>]+)>",
                "<a href=\"${address}\" target=\"_blank\" rel=\"noopener noreferrer\">${address}</a>",
                RegexOptions.None,
                Limit
            ),
            WhatsAppText.ToHtml(text)
        );

    [Theory]
    [InlineData("http://")]
    [InlineData("https://...")]
    [InlineData("xhttps://a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://a")]
    [InlineData("//a.example")]
    public void Other_text_is_not_a_link(string text) => Assert.Equal(text, WhatsAppText.ToHtml(text));

    [Fact]
    public void A_web_address_in_code_stays_text() =>
        Assert.Equal("<code>https://a</code> <code>https://b</code>", WhatsAppText.ToHtml("`https://a` ```https://b```"));

    [Fact]
    public void An_unpaired_surrogate_is_replaced()
    {
        Assert.Equal("a\uFFFDb", WhatsAppText.ToHtml("a\uD83Db"));
        Assert.Equal("\uFFFD", WhatsAppText.ToHtml("\uDC4B"));
        Assert.Equal("\uFFFD👋", WhatsAppText.ToHtml("\uD83D👋"));
    }

    [Fact]
    public void Random_texts_never_create_other_tags()
    {
        var random = new Random(20250101);
        const string alphabet = "*_~`<>&\"'/=\n\r \tab\uD83D\uDC4B\0";
        string[] pieces = [.. alphabet.Select(c => c.ToString()), "http://", "https://"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var html = WhatsAppText.ToHtml(text);
            var bare = Regex.Replace(
                html,
                "</?(strong|em|del|code|a)>|<code class=\"block\">|<a href=\"https?://[^<>\"'`]*\" target=\"_blank\" rel=\"noopener noreferrer\">",
                string.Empty,
                RegexOptions.ExplicitCapture,
                Limit
            );
            Assert.DoesNotMatch("[<>\"'`]", bare);
            Assert.True(IsBalanced(html), text);
        }
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("*a_b~c`")]
    [InlineData("* ")]
    [InlineData("```")]
    [InlineData("*_~`")]
    [InlineData("http://")]
    [InlineData("https://.")]
    [InlineData("*https://a*")]
    public void A_long_text_of_marks_takes_linear_time(string unit)
    {
        // Quadratic parsing of a million characters wouldn't end during a test run.
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        Assert.True(IsBalanced(WhatsAppText.ToHtml(text)));
    }

    private static TimeSpan Limit => TimeSpan.FromSeconds(10);

    private static bool IsBalanced(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(html, "<(?<end>/?)(?<name>[a-z]+)[^>]*>", RegexOptions.ExplicitCapture, Limit))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length == 0)
            {
                open.Push(name);
            }
            else if (open.Count == 0 || open.Pop() != name)
            {
                return false;
            }
        }

        return open.Count == 0;
    }
}
