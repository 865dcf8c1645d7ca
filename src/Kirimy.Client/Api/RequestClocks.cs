using System.Collections.Concurrent;

namespace Kirimy.Client.Api;

/// <summary>
/// What ends requests that take too long: a token source each, used again where the edition allows that. A new one, its timer and what
/// registers with it are some 400 bytes for every message. Any thread.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="timeout">How long a request may take.</param>
internal sealed class RequestClocks(TimeProvider time, TimeSpan timeout)
{
    private readonly ConcurrentQueue<CancellationTokenSource> idle = new();

    /// <summary>The time of one request begins.</summary>
    public Clock Start()
    {
        if (!idle.TryDequeue(out var source))
        {
            return new Clock(this, Platform.CancelAfter(time, timeout));
        }

        source.CancelAfter(timeout);
        return new Clock(this, source);
    }

    private void Stop(CancellationTokenSource source)
    {
        // Of the system's clock only: what is left of another one's timer can't be taken back.
        if (time == TimeProvider.System && Platform.TryReset(source))
        {
            idle.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }

    /// <summary>The time of one request. To be disposed once, when nothing is left that uses its token.</summary>
    internal readonly struct Clock(RequestClocks clocks, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled when the time is over, or the request was cut short.</summary>
        public CancellationToken Token => source.Token;

        /// <summary>Cuts the request short when a token is cancelled.</summary>
        public CancellationTokenRegistration CutBy(CancellationToken token) =>
            token.Register(static state => ((CancellationTokenSource)state!).Cancel(), source);

        public void Dispose() => clocks.Stop(source);
    }
}
