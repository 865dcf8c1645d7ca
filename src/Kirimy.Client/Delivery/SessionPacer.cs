using System.Collections.Concurrent;
using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// A random delay between two messages of a WhatsApp session, which makes bulk sending look less automated. Covers all batches of this
/// process that have a delay. Thread-safe.
/// </summary>
internal sealed class SessionPacer(KirimyClient client, DeliveryOptions options, Action<Waiting> onWait)
{
    private readonly Sessions sessions = Shared<Sessions>.Of(
        new LedgerScope(client.Fingerprint, client.Address.Root),
        options.Time,
        static _ => new Sessions()
    );

    /// <summary>Whether there is no delay.</summary>
    public bool IsOff => options.MaximumInterval <= TimeSpan.Zero;

    /// <summary>Waits until a session may send. Only one message at a time has the session.</summary>
    /// <returns>False if the wait was stopped.</returns>
    public async Task<bool> EnterAsync(string sessionId, CancellationToken stop)
    {
        if (IsOff)
        {
            return true;
        }

        var session = sessions.Of(sessionId);
        try
        {
            await session.Turn.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }

        // A timer may end a little early.
        while (options.Time.GetElapsedTime(options.Time.GetTimestamp(), session.NextStart) is { Ticks: > 0 } left)
        {
            if (stop.IsCancellationRequested)
            {
                _ = session.Turn.Release();
                return false;
            }

            onWait(new Waiting(WaitReason.Pace, options.Time.GetLocalNow() + left));
            await Platform.WaitAsync(options.Time, left, stop).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Gives the session to the next message.</summary>
    /// <param name="wasUsed">Whether a request was made: then the delay begins.</param>
    public void Leave(string sessionId, bool wasUsed)
    {
        if (IsOff)
        {
            return;
        }

        var session = sessions.Of(sessionId);
        if (wasUsed)
        {
            var spread = (options.MaximumInterval - options.MinimumInterval).TotalSeconds;
            var delay = options.MinimumInterval.TotalSeconds + (spread * options.Random());
            session.NextStart = options.Time.GetTimestamp() + (long)(delay * options.Time.TimestampFrequency);
        }

        _ = session.Turn.Release();
    }

    private sealed class Session
    {
        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>When the next message may start, as a timestamp of the clock; used by the message that has the session.</summary>
        public long NextStart { get; set; }
    }

    private sealed class Sessions
    {
        private readonly ConcurrentDictionary<string, Session> byId = new(StringComparer.Ordinal);

        public Session Of(string sessionId) => byId.GetOrAdd(sessionId, static _ => new Session());
    }
}
