using Kirimy.Sandbox.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirimy.Sandbox.Service;

/// <summary>
/// A simulated number, to which the sandbox responds with an error or a fault. Its table defines the behavior, the inbox page, the help and
/// the tests. The last three digits are the HTTP status, if there is one; 1xx are errors of the API, 2xx successes with an unusual response,
/// and 6xx faults of the connection.
/// </summary>
internal sealed class SimulatedNumber(
    int digits,
    string name,
    DeliveryStatus status,
    string? code,
    bool delivered,
    Func<SentMessage, int, Response> respond
)
{
    /// <summary>The prefix of all simulated numbers: valid in the numbering plan (8[1-35-9] and 7 to 10 digits), but in a range that no operator has.</summary>
    public const string Prefix = "6286000000";

    private const int HugeBodyLength = 2 * 1024 * 1024;
    private const string RetryAfter = "Retry-After";

    private static readonly TimeSpan SlowDelay = TimeSpan.FromSeconds(3);

    private readonly string number = Prefix + digits.ToString("000", CultureInfo.InvariantCulture);

    /// <summary>Sorted by number.</summary>
    public static IReadOnlyList<SimulatedNumber> All { get; } =
    [
        Refusal(101, "InvalidApiKey", ApiError.InvalidApiKey),
        Refusal(102, "SessionNotFound", ApiError.SessionNotFound),
        Refusal(103, "SessionInactive", ApiError.SessionInactive),
        Refusal(104, "InvalidPhoneNumber", ApiError.InvalidPhoneNumber),
        Refusal(105, "MessageEmpty", ApiError.MessageEmpty),
        Refusal(106, "QuotaExceeded", ApiError.QuotaExceeded),
        Refusal(107, "UnknownErrorCode", new ApiError("RECIPIENT_OPTED_OUT", 422, () => Text.SimulatedNumber_OptedOut)),
        Failure(
            108,
            "NoErrorCode",
            DeliveryStatus.Failed,
            ErrorCode.ApiError,
            () => ApiResponses.Refused(400, code: null, Text.SimulatedNumber_Refused)
        ),
        Refusal(109, "RefusedWithStatus200", ApiError.InvalidPhoneNumber with { Status = 200 }),
        Success(201, "Created", sent => ApiResponses.Sent(sent) with { Status = 201 }),
        Success(202, "MessageIdOnTop", sent => ApiResponses.Sent(sent, idOnTop: true)),
        new(
            203,
            "NumericMessageId",
            DeliveryStatus.Sent,
            code: null,
            delivered: true,
            (sent, _) => ApiResponses.Sent(sent, numericId: true)
        )
        {
            NumericId = true,
        },
        Success(204, "NoData", sent => ApiResponses.Sent(sent, data: false)),
        Unreadable(205, "EmptyBody", _ => new Response(200, Response.Json, [])),
        Unreadable(206, "TruncatedJson", Truncated),
        Unreadable(207, "HtmlWithStatus200", _ => HtmlPage(200)),
        Unreadable(208, "HugeBody", sent => ApiResponses.Sent(sent, text: new string('x', HugeBodyLength))),
        Unreadable(209, "CutShort", sent => ApiResponses.Sent(sent) with { Ending = ResponseEnding.CutShort }),
        Redirect(302, "Redirect"),
        Redirect(307, "RedirectKeepingPost"),
        Failure(400, "BadRequestHtml", DeliveryStatus.Failed, ErrorCode.HttpError, () => HtmlPage(400)),
        Failure(401, "UnauthorizedHtml", DeliveryStatus.Failed, ErrorCode.Unauthorized, () => HtmlPage(401)),
        Failure(403, "ForbiddenHtml", DeliveryStatus.Failed, ErrorCode.Forbidden, () => HtmlPage(403)),
        Failure(404, "NotFoundHtml", DeliveryStatus.Failed, ErrorCode.EndpointNotFound, () => HtmlPage(404)),
        Failure(408, "RequestTimeout", DeliveryStatus.NotSent, ErrorCode.RateLimited, () => HtmlPage(408)),
        // Repeated after a minute without requests, so it isn't the limit per minute.
        Failure(429, "TooManyRequests", DeliveryStatus.NotSent, ErrorCode.DailyLimit, ApiResponses.TooManyRequests),
        Failure(
            439,
            "TooManyRequestsRetryAfter",
            DeliveryStatus.NotSent,
            ErrorCode.RateLimited,
            () => ApiResponses.TooManyRequests().With(RetryAfter, "1")
        ),
        FirstTime(449, "TooManyRequestsOnce", () => ApiResponses.TooManyRequests().With(RetryAfter, "1")),
        Failure(
            500,
            "ServerError",
            DeliveryStatus.Unknown,
            ErrorCode.ServerError,
            () => ApiResponses.Failed(500, ReasonPhrases.GetReasonPhrase(500), "Internal server error")
        ),
        Failure(502, "BadGateway", DeliveryStatus.Unknown, ErrorCode.ServerError, () => HtmlPage(502)),
        Failure(503, "ServiceUnavailable", DeliveryStatus.Unknown, ErrorCode.ServerError, () => HtmlPage(503)),
        new(504, "GatewayTimeout", DeliveryStatus.Unknown, ErrorCode.ServerError, delivered: true, (_, _) => HtmlPage(504)),
        FirstTime(513, "ServiceUnavailableOnce", () => HtmlPage(503).With(RetryAfter, "1")),
        Failure(600, "DropBeforeSending", DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown, () => Nothing(ResponseEnding.Dropped)),
        new(
            601,
            "DropAfterSending",
            DeliveryStatus.Unknown,
            ErrorCode.DeliveryUnknown,
            delivered: true,
            (_, _) => Nothing(ResponseEnding.Reset)
        ),
        Failure(602, "Hang", DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown, () => Nothing(ResponseEnding.Withheld)),
        Success(603, "SlowAnswer", sent => ApiResponses.Sent(sent) with { Delay = SlowDelay }),
    ];

    public SandboxRecipient Recipient =>
        new()
        {
            Number = number,
            Name = name,
            Description = Text.ResourceManager.GetString("SimulatedNumber_" + name, Text.Culture) ?? string.Empty,
            Status = status,
            ErrorCode = code,
            Delivered = delivered,
        };

    /// <summary>Later requests succeed.</summary>
    public bool Once { get; private init; }

    public bool NumericId { get; private init; }
    public string? ResponseCode { get; private init; }

    public bool DeliversNow => delivered && !Once;

    public static SimulatedNumber? Find(string recipient) =>
        recipient.StartsWith(Prefix, StringComparison.Ordinal) ? All.FirstOrDefault(m => m.number == recipient) : null;

    public Response Respond(SentMessage sent, int port) => respond(sent, port);

    private static SimulatedNumber Refusal(int digits, string name, ApiError error) =>
        new(
            digits,
            name,
            DeliveryStatus.Failed,
            error.Code,
            delivered: false,
            (_, _) => ApiResponses.Refused(error.Status, error.Code, error.Message)
        )
        {
            ResponseCode = error.Code,
        };

    private static SimulatedNumber Failure(int digits, string name, DeliveryStatus status, string code, Func<Response> respond) =>
        new(digits, name, status, code, delivered: false, (_, _) => respond());

    private static SimulatedNumber Success(int digits, string name, Func<SentMessage, Response> respond) =>
        new(digits, name, DeliveryStatus.Sent, code: null, delivered: true, (sent, _) => respond(sent));

    private static SimulatedNumber FirstTime(int digits, string name, Func<Response> respond) =>
        new(digits, name, DeliveryStatus.Sent, code: null, delivered: true, (_, _) => respond()) { Once = true };

    private static SimulatedNumber Unreadable(int digits, string name, Func<SentMessage, Response> respond) =>
        new(digits, name, DeliveryStatus.Unknown, ErrorCode.InvalidResponse, delivered: true, (sent, _) => respond(sent));

    // To another host name, so a client that follows the redirect sends the key to another host.
    private static SimulatedNumber Redirect(int status, string name) =>
        new(
            status,
            name,
            DeliveryStatus.Failed,
            ErrorCode.RedirectRefused,
            delivered: false,
            (_, port) => HtmlPage(status).With("Location", $"http://localhost:{port}/v1/send-message")
        );

    private static Response Nothing(ResponseEnding ending) => new(200, Response.Json, []) { Ending = ending };

    private static Response Truncated(SentMessage sent)
    {
        var whole = ApiResponses.Sent(sent);
        return whole with { Body = [.. whole.Body.Take(whole.Body.Length / 2)] };
    }

    private static Response HtmlPage(int status)
    {
        var title = $"{status.ToString(CultureInfo.InvariantCulture)} {ReasonPhrases.GetReasonPhrase(status)}";
        var html =
            $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n";
        return new Response(status, Response.Html, Encoding.UTF8.GetBytes(html));
    }
}
