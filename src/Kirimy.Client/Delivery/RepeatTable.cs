using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// What is repeated and what is not. A request that the service did not process is always safe to repeat (429); one that it may have
/// processed is not, or a customer gets the same message twice.
/// </summary>
internal static class RepeatTable
{
    /// <summary>The longest wait before a repeat that the service did not ask for.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait that the service may ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    public static NextStep Next(ApiReply reply, DeliveryMode mode) =>
        reply.Kind switch
        {
            ReplyKind.Busy or ReplyKind.NotReached => NextStep.Repeat,
            ReplyKind.Uncertain when mode == DeliveryMode.AtLeastOnce => NextStep.Repeat,
            ReplyKind.Refused => AfterRefusal(reply.Code),
            _ => NextStep.Finish,
        };

    public static DeliveryStatus StatusOf(ReplyKind kind) =>
        kind switch
        {
            ReplyKind.Accepted => DeliveryStatus.Sent,
            ReplyKind.Refused => DeliveryStatus.Failed,
            ReplyKind.Busy or ReplyKind.NotReached => DeliveryStatus.NotSent,
            _ => DeliveryStatus.Unknown,
        };

    /// <summary>How long to wait before a repeat: what the service asks for, else exponential with full jitter.</summary>
    /// <param name="reply">The last answer.</param>
    /// <param name="repeat">0 before the first repeat.</param>
    /// <param name="interval">The longest wait before the first repeat.</param>
    /// <param name="random">From 0 up to 1.</param>
    public static TimeSpan Wait(ApiReply reply, int repeat, TimeSpan interval, double random)
    {
        if (reply.RetryAfter is { } asked)
        {
            return asked < LongestRetryAfter ? asked : LongestRetryAfter;
        }

        var ceiling = Math.Min(interval.TotalSeconds * Math.Pow(2, repeat), LongestBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(ceiling * random);
    }

    /// <summary>Whether a refusal holds for every message of the batch.</summary>
    public static bool EndsBatch(string? code) =>
        code
            is ErrorCode.InvalidApiKey
                or ErrorCode.QuotaExceeded
                or ErrorCode.Unauthorized
                or ErrorCode.Forbidden
                or ErrorCode.EndpointNotFound;

    private static NextStep AfterRefusal(string? code) =>
        code is ErrorCode.SessionNotFound or ErrorCode.SessionInactive or ErrorCode.DailyLimit ? NextStep.ChangeSession
        : EndsBatch(code) ? NextStep.EndBatch
        : NextStep.Finish;
}
