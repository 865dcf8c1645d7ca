using System.Collections.Concurrent;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;

namespace Kirimy.Client.Ledger;

/// <summary>The ledger of one process, gone with it: keeps the limits over all cmdlets and runspaces, and no record of what was sent.</summary>
public sealed class MemoryLedger : ILedger
{
    /// <summary>
    /// What a window is kept longer by than it is: the service may read the time of two requests from a clock that is rounded to
    /// milliseconds, and ours and its own run apart by some ten millionths.
    /// </summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(10);

    private readonly Key key;
    private readonly RateLimits limits;
    private readonly TimeProvider time;

    private MemoryLedger(Key key, RateLimits limits, TimeProvider time)
    {
        this.key = key;
        this.limits = limits;
        this.time = time;
    }

    /// <summary>The ledger of a key at a service.</summary>
    /// <param name="client">Names the service and the key.</param>
    /// <param name="limits">What the plan allows.</param>
    public static MemoryLedger For(KirimyClient client, RateLimits limits) => For(client, limits, TimeProvider.System);

    /// <inheritdoc/>
    public IClaim Claim(OutgoingMessage message, Action<Waiting> waiting) => new Page(this, waiting);

    /// <inheritdoc/>
    public ValueTask HoldAsync(TimeSpan wait)
    {
        key.Slots.Hold(wait);
        return default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What it keeps is the process's.
    }

    internal static MemoryLedger For(KirimyClient client, RateLimits limits, TimeProvider time)
    {
        _ = client ?? throw new ArgumentNullException(nameof(client));
        _ = limits ?? throw new ArgumentNullException(nameof(limits));
        return new MemoryLedger(Shared<Key>.Of(client, time, static clock => new Key(clock)), limits, time);
    }

    private DateTime Today() => (time.GetUtcNow() + limits.DayOffset).UtcDateTime.Date;

    /// <summary>What is counted for one key at one service.</summary>
    private sealed class Key(TimeProvider time)
    {
        public CooldownPool Slots { get; } = new(time);

        public ConcurrentDictionary<string, DayTally> Sessions { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Page(MemoryLedger ledger, Action<Waiting> waiting) : IClaim
    {
        private DayTally? tally;
        private DateTime day;

        public async ValueTask<Admission> AdmitAsync(string sessionId, CancellationToken stopping)
        {
            var slots = ledger.key.Slots;
            tally = ledger.key.Sessions.GetOrAdd(sessionId, static _ => new DayTally());
            if (!TakeOfDay())
            {
                return Admission.DayIsFull;
            }

            if (!await slots.EnterAsync(ledger.limits.Requests, Tell, stopping).ConfigureAwait(false))
            {
                tally.GiveBack(day);
                return Admission.Stopped;
            }

            if (day == ledger.Today())
            {
                return Admission.Go;
            }

            // The wait went over midnight.
            tally.GiveBack(day);
            if (TakeOfDay())
            {
                return Admission.Go;
            }

            slots.Return();
            return Admission.DayIsFull;
        }

        public ValueTask WithdrawAsync()
        {
            ledger.key.Slots.Return();
            tally!.GiveBack(day);
            return default;
        }

        public ValueTask ReleaseAsync(RequestEnd request)
        {
            ledger.key.Slots.Return(ledger.limits.Window + Margin - request.SinceArrival);
            if (!request.Counts)
            {
                tally!.GiveBack(day);
            }

            return default;
        }

        public ValueTask CompleteAsync(RequestEnd? request, SendResult result) => request is { } end ? ReleaseAsync(end) : default;

        private bool TakeOfDay()
        {
            day = ledger.Today();
            return tally!.TryTake(day, ledger.limits.MessagesPerDay);
        }

        private void Tell(TimeSpan wait) => waiting(new Waiting(WaitReason.RateLimit, ledger.time.GetLocalNow() + wait));
    }
}
