namespace Kirimy.Client.Api;

/// <summary>What one POST carries.</summary>
/// <param name="SessionId">The WhatsApp session that sends.</param>
/// <param name="Receive">The recipient, <c>62…</c>.</param>
/// <param name="Message">The text, with LF line breaks.</param>
public sealed record SendRequest(string SessionId, string Receive, string Message);
