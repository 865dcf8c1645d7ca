using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Service;

/// <summary>The decision on a request: the response, and whether the message counts as sent.</summary>
internal sealed record Verdict(Response Response)
{
    /// <summary>The id of the message that was sent; null when none was.</summary>
    public string? MessageId { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The name of the simulated number that the message was sent to.</summary>
    public string? SimulatedNumber { get; init; }

    public static implicit operator Verdict(ApiError error) => FromApiError(error);

    public static Verdict FromApiError(ApiError error) =>
        new(ApiResponses.Refused(error.Status, error.Code, error.Message)) { ErrorCode = error.Code };
}

/// <summary>A message that was sent, as the response describes it.</summary>
internal sealed record SentMessage(string MessageId, string SessionId, string Recipient, DateTimeOffset Timestamp);

/// <summary>
/// A refusal of the API. Its document gives the codes and not the HTTP statuses: those here are the usual ones for their meaning, and a client
/// must not depend on them.
/// </summary>
/// <param name="Code">Its code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Wording">Its text, in the language of whoever asks.</param>
internal sealed record ApiError(string Code, int Status, Func<string> Wording)
{
    public string Message => Wording();

    public static ApiError InvalidApiKey { get; } = new(ErrorCode.InvalidApiKey, 401, () => Text.ApiError_InvalidApiKey);

    public static ApiError SessionNotFound { get; } = new(ErrorCode.SessionNotFound, 404, () => Text.ApiError_SessionNotFound);

    public static ApiError SessionInactive { get; } = new(ErrorCode.SessionInactive, 409, () => Text.ApiError_SessionInactive);

    public static ApiError InvalidPhoneNumber { get; } = new(ErrorCode.InvalidPhoneNumber, 400, () => Text.ApiError_InvalidPhoneNumber);

    public static ApiError MessageEmpty { get; } = new(ErrorCode.MessageEmpty, 400, () => Text.ApiError_MessageEmpty);

    /// <summary>Not one of the documented codes: the document gives the limit, and no code for what is over it.</summary>
    public static ApiError MessageTooLong { get; } = new(ErrorCode.MessageTooLong, 400, () => Text.ApiError_MessageTooLong);

    public static ApiError QuotaExceeded { get; } = new(ErrorCode.QuotaExceeded, 403, () => Text.ApiError_QuotaExceeded);
}
