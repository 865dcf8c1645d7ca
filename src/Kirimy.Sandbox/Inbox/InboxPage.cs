using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox.Inbox;

/// <summary>The page that shows what came in, like a chat on a phone, newest first. It needs no network and asks its own origin for news.</summary>
internal sealed class InboxPage(MessageStore store, Uri address, TimeZoneInfo zone)
{
    /// <summary>How many messages a page or an answer to its script holds.</summary>
    public const int Shown = 200;

    private static readonly string Template = Asset("InboxPage.html");
    private static readonly string Style = Asset("InboxPage.css");
    private static readonly string Script = Asset("InboxPage.js");

    /// <summary>Nothing but the page's own style and script runs, whatever a message holds; both are named by their hash.</summary>
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Tells the page's script that another sandbox has taken the place of the one it was made by.</summary>
    private readonly string server = Bytes.Hex(Bytes.Random(8));

    /// <summary>The page.</summary>
    public Response Page()
    {
        var newest = store.Newest(Shown);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Style"] = Style,
            ["Script"] = Script,
            ["Messages"] = string.Concat(newest.Select(Item)),
            ["SimulatedNumbers"] = string.Concat(SimulatedNumber.All.Select(m => Definition(m.Recipient))),
            ["EmptyHidden"] = newest.Count > 0 ? " hidden" : string.Empty,
            ["Title"] = HtmlText.Escape(Text.InboxPage_Title),
            ["Live"] = HtmlText.Escape(Text.InboxPage_Live),
            ["Stopped"] = HtmlText.Escape(Text.InboxPage_Stopped),
            ["Received"] = HtmlText.Escape(Text.InboxPage_Received),
            ["Empty"] = HtmlText.Escape(Text.InboxPage_Empty),
            ["Try"] = HtmlText.Escape(Text.InboxPage_Try),
            ["NumbersTitle"] = HtmlText.Escape(Text.InboxPage_NumbersTitle),
            ["NumbersIntro"] = HtmlText.Escape(Text.InboxPage_NumbersIntro),
            ["Address"] = HtmlText.Escape(address.Authority),
            ["Server"] = server,
            ["Newest"] = (newest.Count > 0 ? newest[0].Id : 0).ToString(CultureInfo.InvariantCulture),
            ["Total"] = store.Total.ToString(CultureInfo.InvariantCulture),
        };
        var html = Regex.Replace(
            Template,
            @"\{\{(?<name>\w+)\}\}",
            m => values[m.Groups["name"].Value],
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return new Response(200, Response.Html, Encoding.UTF8.GetBytes(html)).With("Content-Security-Policy", ContentSecurityPolicy);
    }

    /// <summary>What came in behind an id, newest first, with each message as it stands in the page.</summary>
    public Response News(long after) =>
        ApiResponses.Json(
            200,
            json =>
            {
                var messages = store.Newest(Shown, after);
                json.WriteStartObject();
                json.WriteString("server", server);
                json.WriteNumber("total", store.Total);
                json.WriteNumber("newest", messages.Count > 0 ? messages[0].Id : after);
                json.WriteStartArray("messages");
                foreach (var message in messages)
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", message.Id);
                    json.WriteString("message_id", message.MessageId);
                    json.WriteString("session_id", message.SessionId);
                    json.WriteString("receive", message.Receive);
                    json.WriteString("message", message.Message);
                    json.WriteString("timestamp", message.Timestamp);
                    json.WriteBoolean("delivered", message.Status == SandboxMessageStatus.Delivered);
                    json.WriteString("error_code", message.ErrorCode);
                    json.WriteString("recipient", message.Recipient);
                    json.WriteString("html", Item(message));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static string Definition(SandboxRecipient recipient) =>
        $"<dt>{recipient.Number}</dt><dd><b>{HtmlText.Escape(recipient.Name)}</b>{HtmlText.Escape(recipient.Description)}</dd>";

    private string Item(SandboxMessage message)
    {
        var delivered = message.Status == SandboxMessageStatus.Delivered;
        var time = TimeZoneInfo.ConvertTime(message.Timestamp, zone);
        var why = string.Join(
            " · ",
            new[]
            {
                message.ErrorCode ?? message.Recipient,
                message.HttpStatus is null or 200 ? null : "HTTP " + message.HttpStatus.Value.ToString(CultureInfo.InvariantCulture),
            }.Where(s => s is not null)
        );
        var state = delivered
            ? $"<span class=\"ticks\" title=\"{HtmlText.Escape(Text.InboxPage_Delivered)}\">✓✓</span>"
            : $"<span class=\"state\">{HtmlText.Escape(Text.InboxPage_NotDelivered)}</span>";
        return $"<li class=\"{(delivered ? "delivered" : "failed")}\">"
            + $"<div class=\"to\"><bdi>{HtmlText.Escape(message.Receive ?? "—")}</bdi><bdi class=\"session\">{HtmlText.Escape(message.SessionId ?? "—")}</bdi></div>"
            + $"<div class=\"text\" dir=\"auto\">{WhatsAppText.ToHtml(message.Message ?? string.Empty)}</div>"
            + $"<div class=\"foot\">{(why.Length > 0 ? $"<span class=\"why\">{HtmlText.Escape(why)}</span>" : string.Empty)}"
            + $"<span class=\"when\"><time datetime=\"{message.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time>{state}</span></div></li>";
    }

    private static string Asset(string name)
    {
        using var stream = typeof(InboxPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Bytes.Sha256(Encoding.UTF8.GetBytes(text)));
}
