namespace Kirimy.Sandbox.Api;

/// <summary>What the answer to a sent message tells.</summary>
internal sealed record SentMessage(string MessageId, string SessionId, string Receive, DateTimeOffset Timestamp);
