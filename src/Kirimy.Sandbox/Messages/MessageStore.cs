namespace Kirimy.Sandbox.Messages;

/// <summary>Ring buffer of the newest received messages, with their total count. Thread-safe.</summary>
internal sealed class MessageStore(int capacity = MessageStore.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    private readonly object gate = new();
    private readonly Queue<SandboxMessage> messages = new();
    private long total;

    /// <summary>The number of messages that were received, stored or not.</summary>
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

    /// <summary>Adds a message, which is created with its ID.</summary>
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

    /// <summary>The stored messages, oldest first.</summary>
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

    /// <summary>The first messages after an ID, with the current range of the store.</summary>
    public MessageRange After(long id, int count)
    {
        lock (gate)
        {
            var oldest = total - messages.Count + 1;
            var skipped = (int)Math.Min(Math.Max(0, id - oldest + 1), messages.Count);
            return new MessageRange([.. messages.Skip(skipped).Take(count)], oldest, total);
        }
    }

    /// <summary>Removes the messages but keeps the total.</summary>
    public void Clear()
    {
        lock (gate)
        {
            messages.Clear();
        }
    }
}

/// <summary>A range of received messages.</summary>
/// <param name="Messages">The messages, oldest first.</param>
/// <param name="Oldest">The ID of the oldest stored message; <paramref name="Total"/> + 1 if there is none.</param>
/// <param name="Total">The number of received messages, which is the ID of the newest.</param>
internal sealed record MessageRange(IReadOnlyList<SandboxMessage> Messages, long Oldest, long Total);
