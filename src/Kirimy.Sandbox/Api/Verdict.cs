using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Api;

/// <summary>What becomes of a request: the answer, and whether the message counts as sent.</summary>
internal sealed record Verdict(Answer Answer)
{
    /// <summary>The id of the message that was sent; null when none was.</summary>
    public string? MessageId { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The name of the magic recipient that was played.</summary>
    public string? Recipient { get; init; }

    public static implicit operator Verdict(ApiError error) => FromApiError(error);

    public static Verdict FromApiError(ApiError error) =>
        new(ApiAnswers.Refused(error.Status, error.Code, error.Message)) { ErrorCode = error.Code };
}
