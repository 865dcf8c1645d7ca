namespace Kirimy.Client.Ledger;

/// <summary>
/// Permits that rest for a while after each use. With n permits that rest for a window after a request's latest possible arrival, no
/// window ever holds more than n requests, and none of the n is left unused for longer than that. First come, first served; a wait ends
/// by one timer at the moment the next permit is rested. Any thread.
/// </summary>
/// <remarks>
/// Each request's claim on the window runs from its start to its latest arrival plus the window. At most n of these overlap at any
/// start, so of the arrivals in any window at most n exist.
/// </remarks>
internal sealed class CooldownPool(TimeProvider time)
{
    /// <summary>Timers end a little early or late; a wake-up before the time is looked at again, and this is the least it sleeps then.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly object gate = new();

    /// <summary>When each used permit is rested, ascending, by the clock's timestamps.</summary>
    private readonly Queue<long> resting = new();
    private readonly LinkedList<Waiter> waiters = new();
    private ITimer? timer;
    private long lastRested;
    private long heldUntil;
    private int taken;

    /// <summary>Takes a permit; waits for its turn.</summary>
    /// <param name="permits">How many there are, by who asks; at least 1.</param>
    /// <param name="waiting">Told of the wait when there is one, and how long it takes as far as is known.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <returns>False when the wait was ended.</returns>
    public ValueTask<bool> EnterAsync(int permits, Action<TimeSpan> waiting, CancellationToken stopping)
    {
        Waiter waiter;
        TimeSpan wait;
        lock (gate)
        {
            var now = Rest();
            if (waiters.Count == 0 && IsFree(permits, now))
            {
                taken++;
                return new ValueTask<bool>(true);
            }

            waiter = new Waiter(permits);
            waiter.Place = waiters.AddLast(waiter);
            wait = Left(now);
            Arm(now);
        }

        waiting(wait);
        return new ValueTask<bool>(AwaitAsync(waiter, stopping));
    }

    /// <summary>Gives a permit back that was not used.</summary>
    public void Return() => Return(restUntil: null);

    /// <summary>Gives a permit back after its use.</summary>
    /// <param name="rest">How long it rests from now.</param>
    public void Return(TimeSpan rest) => Return(After(time.GetTimestamp(), rest));

    /// <summary>Lets nobody have a permit before a time is over.</summary>
    /// <param name="wait">From now.</param>
    public void Hold(TimeSpan wait)
    {
        lock (gate)
        {
            heldUntil = Math.Max(heldUntil, After(time.GetTimestamp(), wait));
        }
    }

    private async Task<bool> AwaitAsync(Waiter waiter, CancellationToken stopping)
    {
        using var registration = stopping.Register(() => Leave(waiter));
        return await waiter.Turn.Task.ConfigureAwait(false);
    }

    private void Leave(Waiter waiter)
    {
        lock (gate)
        {
            if (waiter.Place is { List: not null } place)
            {
                waiters.Remove(place);
            }
        }

        // After its turn came, it is the holder's to give back.
        waiter.Turn.TrySetResult(false);
        Serve();
    }

    private void Return(long? restUntil)
    {
        lock (gate)
        {
            taken--;
            if (restUntil is { } until)
            {
                // Kept in order; a permit that was held back by a slow answer may rest longer than it must, never shorter.
                lastRested = Math.Max(lastRested, until);
                resting.Enqueue(lastRested);
            }

            if (waiters.Count == 0)
            {
                return;
            }
        }

        Serve();
    }

    /// <summary>Gives permits to who waits, in order, for as long as there are any.</summary>
    private void Serve()
    {
        while (true)
        {
            Waiter next;
            lock (gate)
            {
                if (waiters.First is not { } first)
                {
                    return;
                }

                var now = Rest();
                next = first.Value;
                if (!IsFree(next.Permits, now))
                {
                    Arm(now);
                    return;
                }

                waiters.RemoveFirst();
                taken++;
            }

            if (!next.Turn.TrySetResult(true))
            {
                // It left at that moment.
                lock (gate)
                {
                    taken--;
                }
            }
        }
    }

    private bool IsFree(int permits, long now) => now >= heldUntil && taken + resting.Count < permits;

    private long Rest()
    {
        var now = time.GetTimestamp();
        while (resting.Count > 0 && resting.Peek() <= now)
        {
            resting.Dequeue();
        }

        return now;
    }

    /// <summary>How long until the hold is over or, without one, the next permit is rested; zero when neither is in sight.</summary>
    private TimeSpan Left(long now)
    {
        var until =
            heldUntil > now ? heldUntil
            : resting.Count > 0 ? resting.Peek()
            : now;
        return time.GetElapsedTime(now, until);
    }

    /// <summary>Wakes the pool when something may have changed by then. A permit that comes back before wakes it anyway.</summary>
    private void Arm(long now)
    {
        if (timer is not null || Left(now) is not { Ticks: > 0 } left)
        {
            return;
        }

        timer = time.CreateTimer(_ => Wake(), state: null, left > ShortestSleep ? left : ShortestSleep, Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
        }

        Serve();
    }

    private long After(long timestamp, TimeSpan wait) => timestamp + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private sealed class Waiter(int permits)
    {
        public int Permits => permits;

        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Waiter>? Place { get; set; }
    }
}
