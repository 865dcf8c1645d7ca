namespace Kirimy.Sandbox.Api;

/// <summary>The three fields of a send-message request, as they were received; null where there was none.</summary>
internal sealed record SendForm(string? SessionId, string? Receive, string? Message)
{
    public const string SessionIdField = "session_id";
    public const string ReceiveField = "receive";
    public const string MessageField = "message";
}
