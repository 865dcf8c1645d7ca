using System.Collections.Concurrent;
using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>A random pause between two messages of a session, as the dashboard's «blast» has it; over all batches of this process that ask for one.</summary>
internal sealed class SessionPacer(KirimyClient client, DeliveryOptions options, Action<Waiting> waiting)
{
    private readonly Sessions sessions = Shared<Sessions>.Of(client, options.Time, static time => new Sessions(time));

    /// <summary>Whether nothing is waited for.</summary>
    public bool IsOff => options.MaximumInterval <= TimeSpan.Zero;

    /// <summary>Waits for a session's turn. One message at a time has it.</summary>
    /// <returns>False when the wait was ended.</returns>
    public ValueTask<bool> EnterAsync(string session, CancellationToken stop) =>
        IsOff ? new ValueTask<bool>(true) : sessions.Of(session).EnterAsync(1, Tell, stop);

    /// <summary>Gives the turn back.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="wasSent">Whether a request was made: then the pause begins.</param>
    public void Leave(string session, bool wasSent)
    {
        if (IsOff)
        {
            return;
        }

        if (wasSent)
        {
            var spread = (options.MaximumInterval - options.MinimumInterval).TotalSeconds;
            sessions.Of(session).Return(options.MinimumInterval + TimeSpan.FromSeconds(spread * options.Random()));
        }
        else
        {
            sessions.Of(session).Return();
        }
    }

    private void Tell(TimeSpan wait) => waiting(new Waiting(WaitReason.Pace, options.Time.GetLocalNow() + wait));

    private sealed class Sessions(TimeProvider time)
    {
        private readonly ConcurrentDictionary<string, CooldownPool> pools = new(StringComparer.Ordinal);

        public CooldownPool Of(string session) => pools.GetOrAdd(session, static (_, time) => new CooldownPool(time), time);
    }
}
