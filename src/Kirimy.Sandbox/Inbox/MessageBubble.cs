using System.Globalization;

namespace Kirimy.Sandbox.Inbox;

/// <summary>A message as HTML: a list item of the inbox page. Everything that a message brings is escaped.</summary>
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
