using Kirimy.Client.Api;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Circuit breaker for one service and key, shared by all batches of the process. It opens when the service asks clients to retry later,
/// and after three connection failures in a row. When the wait is over, one request is sent as a probe (half-open); the others wait for its
/// outcome, and a failure counts for each of them, so that five workers send no more probes than one. Thread-safe.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private const int FailuresToOpen = 3;

    private readonly object gate = new();
    private readonly List<TaskCompletionSource<ApiResponse?>> waiters = [];
    private volatile bool isOpen;
    private bool isProbing;
    private bool isQuietWindow;
    private WaitReason reason;
    private long openUntil;
    private int failures;

    /// <summary>Whether only a probe may be sent.</summary>
    public bool IsOpen => isOpen;

    /// <summary>Waits until a request may be sent.</summary>
    /// <param name="onWait">Called at the start of each wait.</param>
    public async Task<BreakerLease> EnterAsync(Action<Waiting> onWait, CancellationToken stop)
    {
        while (isOpen && !stop.IsCancellationRequested)
        {
            TaskCompletionSource<ApiResponse?> news;
            TimeSpan? wait;
            Waiting waiting;
            lock (gate)
            {
                if (!isOpen)
                {
                    break;
                }

                var left = time.GetElapsedTime(time.GetTimestamp(), openUntil);
                if (!isProbing && left <= TimeSpan.Zero)
                {
                    isProbing = true;
                    return new BreakerLease { IsProbe = true, IsAfterQuietWindow = isQuietWindow };
                }

                news = new TaskCompletionSource<ApiResponse?>(TaskCreationOptions.RunContinuationsAsynchronously);
                waiters.Add(news);
                wait = isProbing ? null : left;
                waiting = new Waiting(reason, time.GetLocalNow() + left);
            }

            onWait(waiting);
            if (await AwaitAsync(news, wait, stop).ConfigureAwait(false) is { } failure)
            {
                return new BreakerLease { ProbeFailure = failure };
            }
        }

        return BreakerLease.Closed;
    }

    /// <summary>Records the outcome of a request.</summary>
    /// <param name="lease">The lease that the request went out with.</param>
    /// <param name="wait">How long the circuit stays open, if this outcome opens it.</param>
    /// <param name="window">The window of the rate limit.</param>
    /// <returns>Whether a retry waits at the breaker; otherwise it waits on its own.</returns>
    public bool RecordOutcome(BreakerLease lease, ApiResponse response, TimeSpan wait, TimeSpan window)
    {
        lock (gate)
        {
            isProbing &= !lease.IsProbe;
            switch (response.Kind)
            {
                case ResponseKind.Busy when lease.IsProbe || RetryPolicy.ConcernsAllRequests(response):
                    failures = 0;
                    Open(lease, response, WaitReason.ServiceBusy, wait);
                    isQuietWindow = RetryPolicy.IsRateLimit(response) && wait >= window;
                    return true;
                case ResponseKind.NotReached when response.Code is ErrorCode.Cancelled or ErrorCode.ProxyAuthentication:
                    // The outcome doesn't concern the service.
                    Wake(null);
                    return false;
                case ResponseKind.NotReached:
                    failures++;
                    if (!lease.IsProbe && failures < FailuresToOpen)
                    {
                        return false;
                    }

                    if (lease.IsProbe || !isOpen)
                    {
                        Open(lease, response, WaitReason.ServiceDown, wait);
                        isQuietWindow = false;
                    }

                    return true;
                case ResponseKind.Refused when lease.IsProbe && response.Code == ErrorCode.DailyLimit:
                    // The outcome doesn't concern other sessions; a request of another session is the next probe.
                    openUntil = time.GetTimestamp();
                    isQuietWindow = false;
                    Wake(null);
                    return false;
                case ResponseKind.Busy:
                    return false;
                default:
                    failures = 0;
                    if (lease.IsProbe || reason == WaitReason.ServiceDown)
                    {
                        isOpen = false;
                        Wake(null);
                    }

                    return false;
            }
        }
    }

    /// <summary>Returns a lease that no request was made with: another request may be the probe.</summary>
    public void Release(BreakerLease lease)
    {
        if (lease.IsProbe)
        {
            lock (gate)
            {
                isProbing = false;
                Wake(null);
            }
        }
    }

    private void Open(BreakerLease lease, ApiResponse response, WaitReason why, TimeSpan wait)
    {
        var until = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        openUntil = isOpen ? Math.Max(openUntil, until) : until;
        reason = why;
        isOpen = true;
        if (lease.IsProbe)
        {
            Wake(response);
        }
    }

    /// <summary>Wakes all requests that wait; with a response, it is the failure of the probe that they waited for.</summary>
    private void Wake(ApiResponse? failure)
    {
        foreach (var waiter in waiters)
        {
            _ = waiter.TrySetResult(failure);
        }

        waiters.Clear();
    }

    private async Task<ApiResponse?> AwaitAsync(TaskCompletionSource<ApiResponse?> news, TimeSpan? wait, CancellationToken stop)
    {
        // Without a time: until the probe has its outcome.
        using var timer = wait is { } dueTime
            ? time.CreateTimer(
                static state => ((TaskCompletionSource<ApiResponse?>)state!).TrySetResult(null),
                news,
                dueTime,
                Timeout.InfiniteTimeSpan
            )
            : null;
        using var registration = stop.Register(static state => ((TaskCompletionSource<ApiResponse?>)state!).TrySetResult(null), news);
        var failure = await news.Task.ConfigureAwait(false);
        lock (gate)
        {
            _ = waiters.Remove(news);
        }

        return failure;
    }
}

/// <summary>The lease that the circuit breaker grants to a request.</summary>
internal sealed class BreakerLease
{
    /// <summary>The circuit is closed, or the wait was stopped.</summary>
    public static BreakerLease Closed { get; } = new();

    /// <summary>Whether the request is the probe that others wait for; followed by its outcome or its release.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Whether no request was made for a whole window before this one.</summary>
    public bool IsAfterQuietWindow { get; init; }

    /// <summary>The reason that the request may not be sent: the failure of the probe that it waited for.</summary>
    public ApiResponse? ProbeFailure { get; init; }
}
