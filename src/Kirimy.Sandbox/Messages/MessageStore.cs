namespace Kirimy.Sandbox.Messages;

/// <summary>Ring buffer of the messages that were received: the newest ones, and how many there were. Thread-safe.</summary>
internal sealed class MessageStore(int capacity = MessageStore.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    private readonly object gate = new();
    private readonly Queue<SandboxMessage> messages = new();
    private long total;

    /// <summary>How many came in, kept or not.</summary>
    public long Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>Adds a message.</summary>
    /// <param name="create">Makes the message from its number.</param>
    public void Add(Func<long, SandboxMessage> create)
    {
        lock (gate)
        {
            messages.Enqueue(create(++total));
            if (messages.Count > capacity)
            {
                _ = messages.Dequeue();
            }
        }
    }

    /// <summary>The messages kept, oldest first.</summary>
    public IReadOnlyList<SandboxMessage> Snapshot()
    {
        lock (gate)
        {
            return [.. messages];
        }
    }

    /// <summary>The newest messages, newest first.</summary>
    public IReadOnlyList<SandboxMessage> Newest(int count)
    {
        var kept = Snapshot();
        return [.. kept.Skip(Math.Max(0, kept.Count - count)).Reverse()];
    }

    /// <summary>The first messages behind an id, and how far the store goes at that moment.</summary>
    public MessageRange After(long id, int count)
    {
        lock (gate)
        {
            var oldest = total - messages.Count + 1;
            var skipped = (int)Math.Min(Math.Max(0, id - oldest + 1), messages.Count);
            return new MessageRange([.. messages.Skip(skipped).Take(count)], oldest, total);
        }
    }

    /// <summary>Removes the messages; how many there were remains known.</summary>
    public void Clear()
    {
        lock (gate)
        {
            messages.Clear();
        }
    }
}

/// <summary>Some of the messages that were received.</summary>
/// <param name="Messages">The messages, oldest first.</param>
/// <param name="Oldest">The id of the oldest message that is kept; one more than <paramref name="Total"/> if none is.</param>
/// <param name="Total">How many messages came in, which is the id of the newest.</param>
internal sealed record MessageRange(IReadOnlyList<SandboxMessage> Messages, long Oldest, long Total);
