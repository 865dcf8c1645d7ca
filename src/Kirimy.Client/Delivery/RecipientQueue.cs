using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>Messages that wait for a worker: one recipient's one after another, in their order; others' meanwhile. Not for several threads at once.</summary>
internal sealed class RecipientQueue
{
    private readonly Queue<OutgoingMessage> ready = new();

    /// <summary>The recipients with a message under way or ready, and what waits behind it.</summary>
    private readonly Dictionary<string, Queue<OutgoingMessage>?> lanes = new(StringComparer.Ordinal);

    /// <summary>How many messages a worker could take now.</summary>
    public int Ready => ready.Count;

    /// <summary>Takes a message in.</summary>
    /// <returns>True when a worker could take it now; false when it waits behind another one to its recipient.</returns>
    public bool Add(OutgoingMessage message)
    {
        if (lanes.TryGetValue(message.Receive, out var waiting))
        {
            waiting ??= lanes[message.Receive] = new Queue<OutgoingMessage>();
            waiting.Enqueue(message);
            return false;
        }

        lanes[message.Receive] = null;
        ready.Enqueue(message);
        return true;
    }

    /// <summary>The next message for a worker; null when none is ready.</summary>
    public OutgoingMessage? Take() => ready.Count > 0 ? ready.Dequeue() : null;

    /// <summary>A message that was taken is done: the next one to its recipient is ready.</summary>
    public void Leave(OutgoingMessage message)
    {
        if (lanes[message.Receive] is { Count: > 0 } waiting)
        {
            ready.Enqueue(waiting.Dequeue());
        }
        else
        {
            lanes.Remove(message.Receive);
        }
    }
}
