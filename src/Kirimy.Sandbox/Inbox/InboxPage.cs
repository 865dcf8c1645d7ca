using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox.Inbox;

/// <summary>
/// The page that shows received messages as chat bubbles, newest first. It loads nothing from the network, and polls its own origin for new
/// messages. Without scripts, it is a list of the newest messages; its script adds search, filters and groups over all stored messages.
/// </summary>
internal sealed class InboxPage(MessageStore store, Uri address, TimeZoneInfo zone)
{
    public const int InitialCount = 200;

    /// <summary>The script requests the rest again.</summary>
    public const int MaxMessages = 1000;

    private static readonly string Template = Asset("InboxPage.html");
    private static readonly string Style = Asset("InboxPage.css");
    private static readonly string Script = Asset("InboxPage.js");

    /// <summary>Allows style and script by their hashes, so markup in a message has no effect.</summary>
    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Identifies this sandbox, so the script notices that another one uses the same port.</summary>
    private readonly string server = Bytes.Hex(Bytes.Random(8));

    public Response Page()
    {
        var newest = store.Newest(InitialCount);
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
        // Any other placeholder is the name of a resource.
        var html = Regex.Replace(
            Template,
            @"\{\{(?<name>\w+)\}\}",
            m => values.TryGetValue(m.Groups["name"].Value, out var value) ? value : HtmlText.Escape(TextOf(m.Groups["name"].Value)),
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return new Response(200, Response.Html, Encoding.UTF8.GetBytes(html)).With("Content-Security-Policy", ContentSecurityPolicy);
    }

    public Response News(long after)
    {
        var range = store.After(after, MaxMessages);
        return ApiResponses.Json(
            200,
            new JsonObject
            {
                ["server"] = server,
                ["oldest"] = range.Oldest,
                ["newest"] = range.Messages.Count > 0 ? range.Messages[range.Messages.Count - 1].Id : range.Total,
                ["total"] = range.Total,
                ["messages"] = new JsonArray([.. range.Messages.Select(ToJson)]),
            }
        );
    }

    private JsonObject ToJson(SandboxMessage message) =>
        new()
        {
            ["id"] = message.Id,
            ["message_id"] = message.MessageId,
            ["session_id"] = message.SessionId,
            ["recipient"] = message.Recipient,
            ["message"] = message.Message,
            ["timestamp"] = message.Timestamp,
            ["delivered"] = message.Status == SandboxMessageStatus.Delivered,
            ["error_code"] = message.ErrorCode,
            ["simulated_number"] = message.SimulatedNumber,
            ["html"] = MessageBubble.ToHtml(message, zone),
        };

    /// <summary>DELETE, because pages of other sites need a preflight request for it, and the sandbox doesn't grant one.</summary>
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

internal static class MessageBubble
{
    public static string ToHtml(SandboxMessage message, TimeZoneInfo zone)
    {
        var delivered = message.Status == SandboxMessageStatus.Delivered;
        var sent = HtmlText.Escape(Text.InboxPage_Sent);
        var state = delivered
            ? $"<span class=\"tick\" role=\"img\" aria-label=\"{sent}\" title=\"{sent}\">✓</span>"
            : $"<span class=\"state\">{HtmlText.Escape(Text.InboxPage_NotSent)}</span>";
        var reason = Reason(message);
        var time = TimeZoneInfo.ConvertTime(message.Timestamp, zone);
        return $"<li class=\"{(delivered ? "delivered" : "failed")}\">"
            + $"<div class=\"to\"><bdi>{HtmlText.Escape(message.Recipient ?? "—")}</bdi><bdi class=\"session\">{HtmlText.Escape(message.SessionId ?? "—")}</bdi></div>"
            + $"<div class=\"text\" dir=\"auto\">{WhatsAppText.ToHtml(message.Message ?? string.Empty)}</div>"
            + $"<div class=\"foot\">{(reason.Length > 0 ? $"<span class=\"why\">{HtmlText.Escape(reason)}</span>" : string.Empty)}"
            + $"<span class=\"when\"><time datetime=\"{message.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time>{state}</span></div></li>";
    }

    private static string Reason(SandboxMessage message)
    {
        var code = message.ErrorCode ?? message.SimulatedNumber;
        var status = message.HttpStatus is null or 200 ? null : "HTTP " + message.HttpStatus.Value.ToString(CultureInfo.InvariantCulture);
        return string.Join(" · ", new[] { code, status }.Where(s => s is not null));
    }
}
