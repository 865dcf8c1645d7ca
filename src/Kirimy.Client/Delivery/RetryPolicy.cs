using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// What is repeated and what is not. A request that the service did not process is always safe to repeat (429); one that it may have
/// processed is not, or a customer gets the same message twice.
/// </summary>
internal static class RetryPolicy
{
    private const int RequestTimeout = 408;
    private const int ServiceUnavailable = 503;

    /// <summary>The longest wait before a repeat that the service did not ask for.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait that the service may ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    public static RetryDecision Next(ApiResponse reply, DeliveryMode mode) =>
        reply.Kind switch
        {
            // A proxy that is told a wrong password again and again locks the account.
            ResponseKind.NotReached when EndsBatch(reply.Code) => RetryDecision.EndBatch,
            ResponseKind.Busy or ResponseKind.NotReached => RetryDecision.Repeat,
            ResponseKind.Uncertain when mode == DeliveryMode.AtLeastOnce => RetryDecision.Repeat,
            ResponseKind.Refused => AfterRefusal(reply.Code),
            _ => RetryDecision.Finish,
        };

    public static DeliveryStatus StatusOf(ResponseKind kind) =>
        kind switch
        {
            ResponseKind.Accepted => DeliveryStatus.Sent,
            ResponseKind.Refused => DeliveryStatus.Failed,
            ResponseKind.Busy or ResponseKind.NotReached => DeliveryStatus.NotSent,
            _ => DeliveryStatus.Unknown,
        };

    /// <summary>
    /// How long to wait before a repeat: what the service asks for; after a 429, until the whole window is empty; else exponential with
    /// full jitter.
    /// </summary>
    /// <param name="reply">The last answer.</param>
    /// <param name="repeat">0 before the first repeat.</param>
    /// <param name="options">The interval, the window, the random numbers.</param>
    public static TimeSpan Wait(ApiResponse reply, int repeat, DeliveryOptions options)
    {
        if (reply.RetryAfter is { } asked)
        {
            return asked < LongestRetryAfter ? asked : LongestRetryAfter;
        }

        if (IsRateLimit(reply))
        {
            return options.Limits.Window;
        }

        // Nothing follows, and most answers are of this kind.
        if (reply.Kind == ResponseKind.Accepted)
        {
            return TimeSpan.Zero;
        }

        var ceiling = Math.Min(options.RetryInterval.TotalSeconds * Math.Pow(2, repeat), LongestBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(ceiling * options.Random());
    }

    /// <summary>Whether an answer holds for all requests and not just for this one: 429, and 503 with Retry-After.</summary>
    public static bool HoldsAll(ApiResponse reply) => reply is { Kind: ResponseKind.Busy, HttpStatus: not RequestTimeout };

    /// <summary>Whether the service says that the key's window, or the session's day, is full.</summary>
    public static bool IsRateLimit(ApiResponse reply) =>
        reply is { Kind: ResponseKind.Busy, HttpStatus: not (RequestTimeout or ServiceUnavailable) };

    /// <summary>
    /// What a 429 means when nobody sent for a whole window before it: the window was empty, so it is the session's day that is full. The
    /// service answers both alike.
    /// </summary>
    public static ApiResponse AfterQuietWindow(ApiResponse reply, string session) =>
        reply with
        {
            Kind = ResponseKind.Refused,
            Code = ErrorCode.DailyLimit,
            Text = Text.Delivery_DayIsOver.With(session, reply.HttpStatus!),
        };

    /// <summary>What stands for an answer when the session has sent all its messages of today, by our own count.</summary>
    public static ApiResponse DayIsFull(string session, int messagesPerDay) =>
        new()
        {
            Kind = ResponseKind.Refused,
            Code = ErrorCode.DailyLimit,
            Text = Text.Delivery_DayIsFull.With(session, messagesPerDay),
        };

    /// <summary>Whether what one message met holds for every message of the batch.</summary>
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
                or ErrorCode.LedgerNewer;

    private static RetryDecision AfterRefusal(string? code) =>
        code is ErrorCode.SessionNotFound or ErrorCode.SessionInactive or ErrorCode.DailyLimit ? RetryDecision.ChangeSession
        : EndsBatch(code) ? RetryDecision.EndBatch
        : RetryDecision.Finish;
}
