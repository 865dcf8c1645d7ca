using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Service;

/// <summary>The decision on a request: the response, and whether the message counts as sent.</summary>
internal sealed record Verdict(Response Response)
{
    /// <summary>The id of the message that was sent; null when none was.</summary>
    public string? MessageId { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The name of the simulated number that the message was sent to.</summary>
    public string? Recipient { get; init; }

    public static implicit operator Verdict(ApiError error) => FromApiError(error);

    public static Verdict FromApiError(ApiError error) =>
        new(ApiResponses.Refused(error.Status, error.Code, error.Message)) { ErrorCode = error.Code };
}

/// <summary>A message that was sent, as the response describes it.</summary>
internal sealed record SentMessage(string MessageId, string SessionId, string Receive, DateTimeOffset Timestamp);
