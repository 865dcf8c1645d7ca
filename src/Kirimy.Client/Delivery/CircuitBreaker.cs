using Kirimy.Client.Api;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Whether the service takes requests, as far as this process knows; shared by all batches of a key. It closes when the service says
/// «later», and when it can't be reached three times in a row. After that time one request goes ahead; the others wait for what becomes
/// of it, and a failure counts for each of them: five workers knock no more often than one. Any thread.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private const int FailuresToClose = 3;

    private readonly object gate = new();
    private readonly List<TaskCompletionSource<ApiResponse?>> waiters = [];
    private volatile bool isClosed;
    private bool isProbing;
    private bool isQuietWindow;
    private WaitReason reason;
    private long closedUntil;
    private int failures;

    /// <summary>Whether only a probe may go.</summary>
    public bool IsClosed => isClosed;

    /// <summary>Waits until a request may go.</summary>
    /// <param name="waiting">Told of each wait.</param>
    /// <param name="stop">Ends the wait; the pass says nothing then.</param>
    public async ValueTask<BreakerLease> EnterAsync(Action<Waiting> waiting, CancellationToken stop)
    {
        while (isClosed && !stop.IsCancellationRequested)
        {
            TaskCompletionSource<ApiResponse?> news;
            TimeSpan? wait;
            Waiting notice;
            lock (gate)
            {
                if (!isClosed)
                {
                    break;
                }

                var left = time.GetElapsedTime(time.GetTimestamp(), closedUntil);
                if (!isProbing && left <= TimeSpan.Zero)
                {
                    isProbing = true;
                    return new BreakerLease(IsProbe: true, isQuietWindow, Failed: null);
                }

                news = new TaskCompletionSource<ApiResponse?>(TaskCreationOptions.RunContinuationsAsynchronously);
                waiters.Add(news);
                wait = isProbing ? null : left;
                notice = new Waiting(reason, time.GetLocalNow() + left);
            }

            waiting(notice);
            if (await AwaitAsync(news, wait, stop).ConfigureAwait(false) is { } failed)
            {
                return new BreakerLease(IsProbe: false, IsAfterQuietWindow: false, failed);
            }
        }

        return default;
    }

    /// <summary>Takes note of what a request came to.</summary>
    /// <param name="pass">What it went with.</param>
    /// <param name="reply">What came of it.</param>
    /// <param name="wait">How long nobody should knock, if this closes the gate.</param>
    /// <param name="window">The limits' window.</param>
    /// <returns>Whether a repeat waits at the gate; else it waits by itself.</returns>
    public bool Report(BreakerLease pass, ApiResponse reply, TimeSpan wait, TimeSpan window)
    {
        lock (gate)
        {
            isProbing &= !pass.IsProbe;
            switch (reply.Kind)
            {
                case ResponseKind.Busy when pass.IsProbe || RetryPolicy.HoldsAll(reply):
                    failures = 0;
                    Close(pass, reply, WaitReason.ServiceBusy, wait);
                    isQuietWindow = RetryPolicy.IsRateLimit(reply) && wait >= window;
                    return true;
                case ResponseKind.NotReached when reply.Code is ErrorCode.Cancelled or ErrorCode.ProxyAuthentication:
                    // Says nothing of the service.
                    Tell(null);
                    return false;
                case ResponseKind.NotReached:
                    failures++;
                    if (!pass.IsProbe && failures < FailuresToClose)
                    {
                        return false;
                    }

                    if (pass.IsProbe || !isClosed)
                    {
                        Close(pass, reply, WaitReason.ServiceDown, wait);
                        isQuietWindow = false;
                    }

                    return true;
                case ResponseKind.Refused when pass.IsProbe && reply.Code == ErrorCode.DailyLimit:
                    // Says nothing of other sessions: one of them is the next probe.
                    closedUntil = time.GetTimestamp();
                    isQuietWindow = false;
                    Tell(null);
                    return false;
                case ResponseKind.Busy:
                    return false;
                default:
                    failures = 0;
                    if (pass.IsProbe || reason == WaitReason.ServiceDown)
                    {
                        isClosed = false;
                        Tell(null);
                    }

                    return false;
            }
        }
    }

    /// <summary>No request was made with a pass: another one may be the probe.</summary>
    public void Abandon(BreakerLease pass)
    {
        if (pass.IsProbe)
        {
            lock (gate)
            {
                isProbing = false;
                Tell(null);
            }
        }
    }

    private void Close(BreakerLease pass, ApiResponse reply, WaitReason why, TimeSpan wait)
    {
        var until = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        closedUntil = isClosed ? Math.Max(closedUntil, until) : until;
        reason = why;
        isClosed = true;
        if (pass.IsProbe)
        {
            Tell(reply);
        }
    }

    /// <summary>Wakes all that wait; with a reply, it is what their probe came to.</summary>
    private void Tell(ApiResponse? failed)
    {
        foreach (var waiter in waiters)
        {
            waiter.TrySetResult(failed);
        }

        waiters.Clear();
    }

    private async Task<ApiResponse?> AwaitAsync(TaskCompletionSource<ApiResponse?> news, TimeSpan? wait, CancellationToken stop)
    {
        // Without a time: until the probe is back.
        using var timer = wait is { } dueTime
            ? time.CreateTimer(
                static state => ((TaskCompletionSource<ApiResponse?>)state!).TrySetResult(null),
                news,
                dueTime,
                Timeout.InfiniteTimeSpan
            )
            : null;
        using var registration = stop.Register(static state => ((TaskCompletionSource<ApiResponse?>)state!).TrySetResult(null), news);
        var failed = await news.Task.ConfigureAwait(false);
        lock (gate)
        {
            waiters.Remove(news);
        }

        return failed;
    }
}
