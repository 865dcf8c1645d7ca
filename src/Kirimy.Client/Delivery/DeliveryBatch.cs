using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Sends many messages with several workers. One thread (the pipeline's) posts and completes; results and warnings come back on that
/// thread, inside those calls. What has been posted and not come back is bounded, so input is pulled as it is sent.
/// </summary>
/// <remarks>Messages to one recipient are sent in the order they were posted. Exactly one result comes back for each, unless the batch is cut short.</remarks>
public sealed class DeliveryBatch : IDisposable
{
    private readonly object gate = new();
    private readonly Courier courier;
    private readonly DeliveryOptions options;
    private readonly Action<SendResult> onResult;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration waking;
    private readonly CancellationTokenSource abort = new();
    private readonly Queue<OutgoingMessage> ready = new();

    /// <summary>The recipients with a message under way or ready, and what waits behind it.</summary>
    private readonly Dictionary<string, Queue<OutgoingMessage>?> lanes = new(StringComparer.Ordinal);
    private readonly Queue<SendResult> results = new();

    /// <summary>What is to be said, and to whom.</summary>
    private readonly Queue<(Action<string> Listener, string Text)> notes = new();
    private int inside;
    private int workers;
    private bool isDisposed;

    /// <summary>A batch with nothing in it.</summary>
    /// <param name="client">What posts.</param>
    /// <param name="options">How.</param>
    /// <param name="onResult">Takes each result.</param>
    /// <param name="onWarning">Takes each warning.</param>
    /// <param name="onVerbose">Takes what is of interest only to who asks: each repeat.</param>
    /// <param name="stopping">Does what <see cref="Stop"/> does.</param>
    public DeliveryBatch(
        KirimyClient client,
        DeliveryOptions options,
        Action<SendResult> onResult,
        Action<string> onWarning,
        Action<string> onVerbose,
        CancellationToken stopping
    )
    {
        this.options = options ?? throw new ArgumentNullException(nameof(options));
        this.onResult = onResult ?? throw new ArgumentNullException(nameof(onResult));
        _ = onWarning ?? throw new ArgumentNullException(nameof(onWarning));
        _ = onVerbose ?? throw new ArgumentNullException(nameof(onVerbose));
        courier = new Courier(
            client ?? throw new ArgumentNullException(nameof(client)),
            options,
            text => Note(onWarning, text),
            text => Note(onVerbose, text)
        );
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        waking = stop.Token.Register(Wake);
    }

    // One message ahead for each worker, so that it need not wait for the pipeline; with one worker, at most one is sent beyond a
    // result that ends the pipeline.
    private int Capacity => 2 * options.ThrottleLimit;

    /// <summary>Whether a code ends a whole batch: it is nothing that another message could fare better with.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    public static bool EndsBatch(string code) => RepeatTable.EndsBatch(code);

    /// <summary>Takes a message in; waits while the batch is full, and hands out what came back meanwhile.</summary>
    /// <param name="message">The message.</param>
    public void Post(OutgoingMessage message)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        HandOutUntil(() => inside < Capacity, () => Enter(message));
    }

    /// <summary>Waits for all that was posted, and hands it out.</summary>
    public void Complete() => HandOutUntil(() => inside == 0, static () => { });

    /// <summary>
    /// Ends the batch early with nothing lost: nothing new is sent, requests under way may finish within their grace, and every
    /// message that was posted comes back.
    /// </summary>
    public void Settle()
    {
        Stop();
        abort.CancelAfter(options.Grace);
        HandOutUntil(() => inside == 0, static () => { }, evenIfStopped: true);
    }

    /// <summary>After <see cref="Dispose"/>: what may have been requested and was never handed out, because the batch was cut short.</summary>
    public IReadOnlyList<SendResult> Unreported =>
        [.. results.Where(result => result.Attempts > 0 || result.Status == DeliveryStatus.Unknown)];

    /// <summary>From here on nothing new is sent; requests under way go on. Any thread.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Stops, gives the requests under way their grace, cuts short what is left, and waits until nothing is under way.</summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        Stop();
        lock (gate)
        {
            var began = options.Time.GetTimestamp();
            while (workers > 0 && options.Grace - options.Time.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                Monitor.Wait(gate, left);
            }
        }

        abort.Cancel();
        lock (gate)
        {
            while (workers > 0)
            {
                Monitor.Wait(gate);
            }
        }

        waking.Dispose();
        stop.Dispose();
        abort.Dispose();
    }

    /// <summary>Hands out results and warnings on the calling thread until a condition holds and nothing is left to hand out; then acts, under the same lock.</summary>
    private void HandOutUntil(Func<bool> condition, Action then, bool evenIfStopped = false)
    {
        while (true)
        {
            SendResult? result = null;
            (Action<string> Listener, string Text)? note = null;
            lock (gate)
            {
                while (true)
                {
                    // A stopped pipeline takes nothing more: what is left is kept for Unreported.
                    if (stop.IsCancellationRequested && !evenIfStopped)
                    {
                        return;
                    }

                    if (results.Count > 0 || notes.Count > 0)
                    {
                        break;
                    }

                    if (condition())
                    {
                        then();
                        return;
                    }

                    Monitor.Wait(gate);
                }

                if (notes.Count > 0)
                {
                    note = notes.Dequeue();
                }
                else
                {
                    result = results.Dequeue();
                }
            }

            // Outside of the lock: what is downstream may take its time, or throw.
            if (note is var (listener, text))
            {
                listener(text);
            }
            else
            {
                HandOut(result!, evenIfStopped);
            }
        }
    }

    private void HandOut(SendResult result, bool evenIfStopped)
    {
        try
        {
            onResult(result);
        }
        catch when (stop.IsCancellationRequested && !evenIfStopped)
        {
            // Stopped at that very moment: nobody took it.
            lock (gate)
            {
                results.Enqueue(result);
            }

            throw;
        }
    }

    private void Enter(OutgoingMessage message)
    {
        inside++;
        if (lanes.TryGetValue(message.Receive, out var waiting))
        {
            waiting ??= lanes[message.Receive] = new Queue<OutgoingMessage>();
            waiting.Enqueue(message);
            return;
        }

        lanes[message.Receive] = null;
        ready.Enqueue(message);
        if (workers < options.ThrottleLimit)
        {
            workers++;
            _ = Task.Run(WorkAsync);
        }
    }

    // Counted in workers, and awaited by Dispose through that count.
    private async Task WorkAsync()
    {
        while (Take() is { } message)
        {
            SendResult result;
            try
            {
                result = await courier.DeliverAsync(message, stop.Token, abort.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever goes wrong, the message gets its result; nobody knows how far it came.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                result = Broken(message, exception);
            }

            Return(message, result);
        }
    }

    /// <summary>The next message to send; null ends the worker.</summary>
    private OutgoingMessage? Take()
    {
        lock (gate)
        {
            if (ready.Count > 0)
            {
                return ready.Dequeue();
            }

            workers--;
            Monitor.PulseAll(gate);
            return null;
        }
    }

    private void Return(OutgoingMessage message, SendResult result)
    {
        lock (gate)
        {
            inside--;
            results.Enqueue(result);
            if (lanes[message.Receive] is { Count: > 0 } waiting)
            {
                ready.Enqueue(waiting.Dequeue());
            }
            else
            {
                lanes.Remove(message.Receive);
            }

            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void Note(Action<string> listener, string text)
    {
        lock (gate)
        {
            notes.Enqueue((listener, text));
            Monitor.PulseAll(gate);
        }
    }

    private SendResult Broken(OutgoingMessage message, Exception exception) =>
        new()
        {
            Index = message.Index,
            Receive = message.Receive,
            SessionId = message.SessionIds[0],
            Status = DeliveryStatus.Unknown,
            Timestamp = options.Time.GetLocalNow(),
            ErrorCode = ErrorCode.InternalError,
            ErrorMessage = Text.Delivery_Broken.With(exception.GetType().Name, exception.Message),
        };
}
