using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Service;

internal sealed record Verdict(Response Response)
{
    public string? MessageId { get; init; }
    public string? ErrorCode { get; init; }
    public string? SimulatedNumber { get; init; }

    public static implicit operator Verdict(ApiError error) =>
        new(ApiResponses.Refused(error.Status, error.Code, error.Message)) { ErrorCode = error.Code };
}

internal sealed record SentMessage(string MessageId, string SessionId, string Recipient, DateTimeOffset Timestamp);

/// <summary>
/// An error of the API. Its document lists the codes but not the HTTP statuses. These are the usual ones for the meaning, and a client must
/// not depend on them. The text is in the current UI language.
/// </summary>
internal sealed record ApiError(string Code, int Status, Func<string> Wording)
{
    public string Message => Wording();

    public static ApiError InvalidApiKey { get; } = new(ErrorCode.InvalidApiKey, 401, () => Text.ApiError_InvalidApiKey);
    public static ApiError SessionNotFound { get; } = new(ErrorCode.SessionNotFound, 404, () => Text.ApiError_SessionNotFound);
    public static ApiError SessionInactive { get; } = new(ErrorCode.SessionInactive, 409, () => Text.ApiError_SessionInactive);
    public static ApiError InvalidPhoneNumber { get; } = new(ErrorCode.InvalidPhoneNumber, 400, () => Text.ApiError_InvalidPhoneNumber);
    public static ApiError MessageEmpty { get; } = new(ErrorCode.MessageEmpty, 400, () => Text.ApiError_MessageEmpty);

    /// <summary>Not a documented code: the document has the limit, but no code for exceeding it.</summary>
    public static ApiError MessageTooLong { get; } = new(ErrorCode.MessageTooLong, 400, () => Text.ApiError_MessageTooLong);

    public static ApiError QuotaExceeded { get; } = new(ErrorCode.QuotaExceeded, 403, () => Text.ApiError_QuotaExceeded);
}
