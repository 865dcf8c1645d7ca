using Kirimy.Sandbox.Api;
using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Inbox;

/// <summary>The messages that came in: the newest so many of them, and how many there were.</summary>
internal sealed class MessageStore(int capacity = MessageStore.DefaultCapacity)
{
    public const int DefaultCapacity = 10_000;

    /// <summary>What is kept of a session or a recipient, in UTF-16 code units: none is longer, and a request may hold anything.</summary>
    private const int NameLimit = 128;

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

    public void Add(SendForm form, DateTimeOffset arrived, Verdict verdict)
    {
        lock (gate)
        {
            messages.Enqueue(
                new SandboxMessage
                {
                    Id = ++total,
                    MessageId = verdict.MessageId,
                    SessionId = Cut(form.SessionId, NameLimit),
                    Receive = Cut(form.Receive, NameLimit),
                    Message = Cut(form.Message, SendMessageRules.MessageLimit),
                    Timestamp = arrived,
                    Status = verdict.MessageId is null ? SandboxMessageStatus.NotDelivered : SandboxMessageStatus.Delivered,
                    ErrorCode = verdict.ErrorCode,
                    Recipient = verdict.Recipient,
                    HttpStatus = verdict.Answer.Ending is AnswerEnding.Dropped or AnswerEnding.Reset or AnswerEnding.Withheld
                        ? null
                        : verdict.Answer.Status,
                }
            );
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

    /// <summary>The newest messages behind an id, newest first.</summary>
    public IReadOnlyList<SandboxMessage> Newest(int count, long after = 0)
    {
        var kept = Snapshot();
        return [.. kept.Skip(Math.Max(0, kept.Count - count)).Where(m => m.Id > after).Reverse()];
    }

    /// <summary>Lets go of the messages; how many there were stays known.</summary>
    public void Clear()
    {
        lock (gate)
        {
            messages.Clear();
        }
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text.Substring(0, length) : text;
}
