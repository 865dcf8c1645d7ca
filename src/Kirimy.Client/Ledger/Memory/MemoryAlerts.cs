using Kirimy.Client.Messages;

namespace Kirimy.Client.Ledger.Memory;

/// <summary>The alerts of one process. Thread-safe.</summary>
internal sealed class MemoryAlerts(TimeProvider time)
{
    /// <summary>The number of known alerts at which expired ones are removed.</summary>
    private const int Many = 1000;

    private readonly object gate = new();
    private readonly Dictionary<string, State> known = new(StringComparer.Ordinal);

    /// <inheritdoc cref="DeliveryLedger.RaiseAsync"/>
    public SuppressionDecision Raise(string name, TimeSpan window)
    {
        lock (gate)
        {
            var now = time.GetLocalNow();
            if (!known.TryGetValue(name, out var state))
            {
                Forget(now);
                known.Add(name, state = new State());
            }

            state.Changed = now;
            // A clock that is set back doesn't extend a window.
            state.Sent = state.Sent > now ? now : state.Sent;
            var until = state.Sent + window;
            if (state.IsTaken || until > now)
            {
                state.Since ??= state.Sent ?? now;
                return new SuppressionDecision
                {
                    SuppressedCount = ++state.SuppressedCount,
                    Since = state.Since,
                    Until = state.IsTaken ? null : until,
                };
            }

            state.IsTaken = true;
            return new SuppressionDecision
            {
                MayGo = true,
                SuppressedCount = state.SuppressedCount,
                Since = state.Since,
            };
        }
    }

    /// <inheritdoc cref="DeliveryLedger.EndAlertAsync"/>
    public void End(string name, SuppressionDecision turn, bool wasSent)
    {
        lock (gate)
        {
            var state = known[name];
            state.IsTaken = false;
            if (!wasSent)
            {
                return;
            }

            state.Sent = state.Changed = time.GetLocalNow();
            state.SuppressedCount -= turn.SuppressedCount;
            state.Since = state.SuppressedCount > 0 ? state.Sent : null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (known.Count >= Many)
        {
            var old = known.Where(pair => !pair.Value.IsTaken && pair.Value.Changed < now - Alert.Keep).Select(static pair => pair.Key);
            foreach (var name in old.ToList())
            {
                known.Remove(name);
            }
        }
    }

    private sealed class State
    {
        public bool IsTaken { get; set; }

        public DateTimeOffset? Sent { get; set; }

        public int SuppressedCount { get; set; }

        public DateTimeOffset? Since { get; set; }

        public DateTimeOffset Changed { get; set; }
    }
}
