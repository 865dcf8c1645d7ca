using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox.Inbox;

/// <summary>
/// The page that shows received messages as chat bubbles, newest first. It needs no network and polls its own origin for new messages. Without
/// scripts it is a list of the newest messages; its script adds search, filters and groups over all that are kept.
/// </summary>
internal sealed class InboxPage(MessageStore store, Uri address, TimeZoneInfo zone)
{
    /// <summary>How many messages the page shows at first.</summary>
    public const int Shown = 200;

    /// <summary>How many messages a response to the page's script holds at most; the script asks again for the rest.</summary>
    public const int MaxMessages = 1000;

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
            ["Items"] = string.Concat(newest.Select(message => MessageBubble.ToHtml(message, zone))),
            ["SimulatedNumbers"] = string.Concat(SimulatedNumber.All.Select(m => Definition(m.Recipient))),
            ["EmptyHidden"] = newest.Count > 0 ? " hidden" : string.Empty,
            ["Address"] = HtmlText.Escape(address.Authority),
            ["Server"] = server,
            ["Total"] = store.Total.ToString(CultureInfo.InvariantCulture),
        };
        // Every other placeholder is the name of a text.
        var html = Regex.Replace(
            Template,
            @"\{\{(?<name>\w+)\}\}",
            m => values.TryGetValue(m.Groups["name"].Value, out var value) ? value : HtmlText.Escape(TextOf(m.Groups["name"].Value)),
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return new Response(200, Response.Html, Encoding.UTF8.GetBytes(html)).With("Content-Security-Policy", ContentSecurityPolicy);
    }

    /// <summary>The messages behind an id, oldest first, each with its HTML.</summary>
    public Response News(long after)
    {
        var range = store.After(after, MaxMessages);
        return ApiResponses.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("server", server);
                json.WriteNumber("oldest", range.Oldest);
                json.WriteNumber("newest", range.Messages.Count > 0 ? range.Messages[range.Messages.Count - 1].Id : range.Total);
                json.WriteNumber("total", range.Total);
                json.WriteStartArray("messages");
                foreach (var message in range.Messages)
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", message.Id);
                    json.WriteString("message_id", message.MessageId);
                    json.WriteString("session_id", message.SessionId);
                    json.WriteString("recipient", message.Recipient);
                    json.WriteString("message", message.Message);
                    json.WriteString("timestamp", message.Timestamp);
                    json.WriteBoolean("delivered", message.Status == SandboxMessageStatus.Delivered);
                    json.WriteString("error_code", message.ErrorCode);
                    json.WriteString("simulated_number", message.SimulatedNumber);
                    json.WriteString("html", MessageBubble.ToHtml(message, zone));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    /// <summary>
    /// Removes all messages. The method is DELETE because a page of another site can't send one without a preflight request, which the sandbox
    /// doesn't grant.
    /// </summary>
    public Response Clear()
    {
        store.Clear();
        return News(0);
    }

    private static string TextOf(string name) => Text.ResourceManager.GetString("InboxPage_" + name, Text.Culture)!;

    private static string Definition(SandboxRecipient recipient) =>
        $"<div><dt>{recipient.Number}</dt><dd><b>{HtmlText.Escape(recipient.Name)}</b>{HtmlText.Escape(recipient.Description)}</dd></div>";

    private static string Asset(string name)
    {
        using var stream = typeof(InboxPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Bytes.Sha256(Encoding.UTF8.GetBytes(text)));
}
