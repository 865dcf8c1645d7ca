using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>
/// FIFO queue per recipient: the messages to one recipient are sent one after another, in order, while those to other recipients are sent
/// in parallel. Not thread-safe.
/// </summary>
internal sealed class RecipientQueue
{
    private readonly Queue<OutgoingMessage> ready = new();

    /// <summary>The recipients that have a message ready or in progress, and the messages that wait behind it.</summary>
    private readonly Dictionary<string, Queue<OutgoingMessage>?> recipients = new(StringComparer.Ordinal);

    /// <summary>Adds a message.</summary>
    /// <returns>Whether it is ready; false if it waits behind another message to its recipient.</returns>
    public bool Add(OutgoingMessage message)
    {
        if (recipients.TryGetValue(message.Recipient, out var waiting))
        {
            waiting ??= recipients[message.Recipient] = new Queue<OutgoingMessage>();
            waiting.Enqueue(message);
            return false;
        }

        recipients[message.Recipient] = null;
        ready.Enqueue(message);
        return true;
    }

    /// <summary>The next message for a worker; null if none is ready.</summary>
    public OutgoingMessage? Take() => ready.Count > 0 ? ready.Dequeue() : null;

    /// <summary>A message that was taken has its result: the next one to its recipient is ready.</summary>
    public void Complete(OutgoingMessage message)
    {
        if (recipients[message.Recipient] is { Count: > 0 } waiting)
        {
            ready.Enqueue(waiting.Dequeue());
        }
        else
        {
            _ = recipients.Remove(message.Recipient);
        }
    }
}
