using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Retry policy: decides the next step after a request, and the wait before it. A request that the service didn't process can always be
/// retried (429). One that it may have processed can't, because the recipient could get the message twice.
/// </summary>
internal static class RetryPolicy
{
    private const int RequestTimeout = 408;
    private const int ServiceUnavailable = 503;

    /// <summary>The maximum wait before a retry, unless the service requests a longer one.</summary>
    public static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(60);

    /// <summary>The maximum wait that the service can request.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);

    public static RetryDecision Decide(ApiResponse response, DeliveryMode mode) =>
        response.Kind switch
        {
            // Retries with a wrong password would lock the account at the proxy.
            ResponseKind.NotReached when EndsBatch(response.Code) => RetryDecision.EndBatch,
            ResponseKind.Busy or ResponseKind.NotReached => RetryDecision.Retry,
            ResponseKind.Uncertain when mode == DeliveryMode.AtLeastOnce => RetryDecision.Retry,
            ResponseKind.Refused when response.Code is ErrorCode.SessionNotFound or ErrorCode.SessionInactive or ErrorCode.DailyLimit =>
                RetryDecision.NextSession,
            ResponseKind.Refused when EndsBatch(response.Code) => RetryDecision.EndBatch,
            _ => RetryDecision.Finish,
        };

    public static DeliveryStatus StatusOf(ApiResponse response) =>
        response.Kind switch
        {
            ResponseKind.Accepted => DeliveryStatus.Sent,
            ResponseKind.Refused when response.Code == ErrorCode.DailyLimit => DeliveryStatus.NotSent,
            ResponseKind.Refused => DeliveryStatus.Failed,
            ResponseKind.Busy or ResponseKind.NotReached => DeliveryStatus.NotSent,
            _ => DeliveryStatus.Unknown,
        };

    /// <summary>
    /// The wait before a retry: the service's Retry-After; after a 429, the limit's whole window; otherwise exponential backoff with full
    /// jitter.
    /// </summary>
    /// <param name="retry">0 before the first retry.</param>
    /// <param name="options">The interval, the window, the random numbers.</param>
    public static TimeSpan WaitBefore(ApiResponse response, int retry, DeliveryOptions options)
    {
        if (response.RetryAfter is { } asked)
        {
            return asked < MaxRetryAfter ? asked : MaxRetryAfter;
        }

        if (IsRateLimit(response))
        {
            return options.Limits.Window;
        }

        var ceiling = Math.Min(options.RetryInterval.TotalSeconds * Math.Pow(2, retry), MaxBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(ceiling * options.Random());
    }

    /// <summary>Whether a response concerns all requests and not only this one: 429, and 503 with Retry-After.</summary>
    public static bool ConcernsAllRequests(ApiResponse response) => response is { Kind: ResponseKind.Busy, HttpStatus: not RequestTimeout };

    /// <summary>Whether the service reports that the key's rate limit or the session's daily limit is reached.</summary>
    public static bool IsRateLimit(ApiResponse response) =>
        response is { Kind: ResponseKind.Busy, HttpStatus: not (RequestTimeout or ServiceUnavailable) };

    /// <summary>
    /// A 429 after a whole window without requests is the session's daily limit, because the rate limit can't be reached then. The service
    /// returns the same response for both.
    /// </summary>
    /// <param name="resetsAt">When the daily limit resets, in local time.</param>
    public static ApiResponse AfterQuietWindow(ApiResponse response, string sessionId, DateTimeOffset resetsAt) =>
        response with
        {
            Kind = ResponseKind.Refused,
            Code = ErrorCode.DailyLimit,
            Text = Text.Delivery_DayIsOver.With(sessionId, response.HttpStatus!, resetsAt),
        };

    /// <summary>The outcome of a message whose session has reached its daily limit according to the ledger.</summary>
    /// <param name="resetsAt">When it resets, in local time.</param>
    public static ApiResponse DailyLimit(string sessionId, int messagesPerDay, DateTimeOffset resetsAt) =>
        new()
        {
            Kind = ResponseKind.Refused,
            Code = ErrorCode.DailyLimit,
            Text = Text.Delivery_DayIsFull.With(sessionId, messagesPerDay, resetsAt),
        };

    /// <summary>Whether an error would affect every message of the batch.</summary>
    public static bool EndsBatch(string? code) =>
        code
            is ErrorCode.InvalidApiKey
                or ErrorCode.QuotaExceeded
                or ErrorCode.Unauthorized
                or ErrorCode.Forbidden
                or ErrorCode.EndpointNotFound
                or ErrorCode.ProxyAuthentication
                or ErrorCode.LedgerUnavailable
                or ErrorCode.LedgerDamaged
                or ErrorCode.LedgerVersionUnsupported;
}

/// <summary>The decision after a request.</summary>
internal enum RetryDecision
{
    /// <summary>The message has its result.</summary>
    Finish,

    /// <summary>Wait, then send the message again.</summary>
    Retry,

    /// <summary>Fail over to the next session. This one can't send more messages in this batch, or today.</summary>
    NextSession,

    /// <summary>No message of the batch can be sent.</summary>
    EndBatch,
}
