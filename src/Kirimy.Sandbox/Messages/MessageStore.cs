namespace Kirimy.Sandbox.Messages;

/// <summary>Ring buffer of the newest received messages, with their total count. Thread-safe.</summary>
internal sealed class MessageStore(int capacity = MessageStore.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    private readonly object gate = new();
    private readonly Queue<SandboxMessage> messages = new();
    private long total;

    /// <summary>Received messages, stored or not.</summary>
    public long Total => Interlocked.Read(ref total);

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

    public IReadOnlyList<SandboxMessage> Snapshot()
    {
        lock (gate)
        {
            return [.. messages];
        }
    }

    public IReadOnlyList<SandboxMessage> Newest(int count)
    {
        var kept = Snapshot();
        return [.. kept.Skip(Math.Max(0, kept.Count - count)).Reverse()];
    }

    public MessageRange After(long id, int count)
    {
        lock (gate)
        {
            var oldest = total - messages.Count + 1;
            var skipped = (int)Math.Min(Math.Max(0, id - oldest + 1), messages.Count);
            return new MessageRange([.. messages.Skip(skipped).Take(count)], oldest, total);
        }
    }

    /// <summary>Keeps the total.</summary>
    public void Clear()
    {
        lock (gate)
        {
            messages.Clear();
        }
    }
}

/// <summary>Messages are oldest first. Oldest is the ID of the oldest stored one, or Total + 1; Total is the ID of the newest.</summary>
internal sealed record MessageRange(IReadOnlyList<SandboxMessage> Messages, long Oldest, long Total);
