using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Bounded producer-consumer queue: background workers send messages, and one thread (the pipeline's) posts them and receives results and
/// warnings, inside its own calls. Backpressure: <see cref="Post"/> waits while the queue is full, so input is read as it is sent.
/// </summary>
/// <remarks>
/// Messages to one recipient are sent in the order in which they were posted. Each message has exactly one result; a result that the
/// pipeline didn't receive, because it was stopped, is in <see cref="Unreported"/>.
/// </remarks>
internal sealed class DeliveryBatch : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly object gate = new();
    private readonly MessageSender sender;
    private readonly KirimyClient client;
    private readonly DeliveryOptions options;
    private readonly Action<SendResult> onResult;
    private readonly Action<string> onWarning;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration wakeOnStop;
    private readonly CancellationTokenSource abort = new();
    private readonly RecipientQueue queue = new();
    private readonly Queue<SendResult> results = new();
    private readonly Queue<(Action<string> Write, string Text)> notes = new();

    /// <summary>The message that is posted and waits for room; null if there is none. Used by the pipeline's thread only.</summary>
    private OutgoingMessage? incoming;
    private Waiting? waiting;
    private long lastProgress;
    private int unfinished;
    private int workers;
    private bool isDisposed;
    private bool endsEarly;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="ledger">The ledger; the caller disposes it after the batch.</param>
    /// <param name="options">The options of the batch.</param>
    /// <param name="stopping">Has the same effect as <see cref="Stop"/>.</param>
    public DeliveryBatch(
        KirimyClient client,
        DeliveryLedger ledger,
        DeliveryOptions options,
        Action<SendResult> onResult,
        Action<string> onWarning,
        Action<string> onVerbose,
        CancellationToken stopping
    )
    {
        this.client = client ?? throw new ArgumentNullException(nameof(client));
        this.options = options ?? throw new ArgumentNullException(nameof(options));
        this.onResult = onResult ?? throw new ArgumentNullException(nameof(onResult));
        _ = ledger ?? throw new ArgumentNullException(nameof(ledger));
        this.onWarning = onWarning ?? throw new ArgumentNullException(nameof(onWarning));
        _ = onVerbose ?? throw new ArgumentNullException(nameof(onVerbose));
        sender = new MessageSender(client, ledger, options, text => AddNote(onWarning, text), text => AddNote(onVerbose, text), ReportWait);
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        wakeOnStop = stop.Token.Register(Wake);
    }

    /// <summary>Receives the progress of the batch, five times a second.</summary>
    public Action<DeliveryProgress>? OnProgress { get; init; }

    /// <summary>
    /// After <see cref="Dispose"/>: the results of posted messages that the pipeline didn't receive, because it was stopped.
    /// </summary>
    public IReadOnlyList<SendResult> Unreported => [.. results];

    /// <summary>After <see cref="Dispose"/>: the warnings that the pipeline didn't receive, because it was stopped.</summary>
    public IReadOnlyList<string> UnreportedWarnings => [.. notes.Where(note => note.Write == onWarning).Select(note => note.Text)];

    // One message per worker in flight, and one ready for each. With one worker, a pipeline that ends at the first result has sent at most
    // one message more.
    private int Capacity => 2 * options.ThrottleLimit;

    /// <summary>Whether an error code ends the whole batch, because no other message could succeed.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    public static bool EndsBatch(string code) => RetryPolicy.EndsBatch(code);

    /// <summary>Adds a message; waits while the batch is full, and hands over results meanwhile.</summary>
    public void Post(OutgoingMessage message)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        incoming = message;
        try
        {
            if (Pump(() => unfinished < Capacity))
            {
                Enqueue();
            }
        }
        finally
        {
            // Without room the batch was stopped, or a result ended the pipeline.
            CancelIncoming();
        }
    }

    /// <summary>Waits for the results of all posted messages, and hands them over.</summary>
    public void Complete() => _ = Pump(() => unfinished == 0);

    /// <summary>
    /// Ends the batch early without losing a result: no new request is made, requests in flight may finish within the grace period, and the
    /// results of all posted messages are handed over.
    /// </summary>
    public void EndEarly()
    {
        endsEarly = true;
        Stop();
        CancelIncoming();
        abort.CancelAfter(options.Grace);
        _ = Pump(() => unfinished == 0);
    }

    /// <summary>Makes no new request from now on. Requests in flight continue. Thread-safe.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>
    /// Stops, lets requests in flight finish within the grace period, cancels the rest, and waits until all workers have ended.
    /// </summary>
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

        wakeOnStop.Dispose();
        stop.Dispose();
        abort.Dispose();
    }

    private void Enqueue()
    {
        if (incoming is not { } message)
        {
            return;
        }

        incoming = null;
        lock (gate)
        {
            unfinished++;
            if (queue.Add(message) && workers < options.ThrottleLimit)
            {
                workers++;
                _ = Task.Run(WorkAsync);
            }
        }
    }

    private void CancelIncoming()
    {
        if (incoming is { } message)
        {
            incoming = null;
            AddResult(ResultOf(message, DeliveryStatus.NotSent, ErrorCode.Cancelled, Text.Client_CancelledBefore));
        }
    }

    /// <summary>Hands over results, warnings and progress on the calling thread until a condition holds and none is left.</summary>
    /// <returns>False if the batch was stopped first; the remaining results are kept for <see cref="Unreported"/>.</returns>
    private bool Pump(Func<bool> condition)
    {
        while (true)
        {
            Action next;
            lock (gate)
            {
                while (true)
                {
                    if (stop.IsCancellationRequested && !endsEarly)
                    {
                        return false;
                    }

                    if (NextEvent() is { } found)
                    {
                        next = found;
                        break;
                    }

                    if (condition())
                    {
                        return true;
                    }

                    Monitor.Wait(gate, OnProgress is null ? Timeout.InfiniteTimeSpan : ProgressInterval);
                }
            }

            // Outside of the lock: the pipeline may take its time, or throw.
            next();
        }
    }

    /// <summary>The next call to the pipeline; null if there is none. Under the lock.</summary>
    private Action? NextEvent()
    {
        if (OnProgress is { } onProgress && options.Time.GetElapsedTime(lastProgress) >= ProgressInterval)
        {
            lastProgress = options.Time.GetTimestamp();
            var progress = new DeliveryProgress(sender.InFlight, waiting?.Until > options.Time.GetUtcNow() ? waiting : null);
            return () => onProgress(progress);
        }

        if (notes.Count > 0)
        {
            var (write, text) = notes.Dequeue();
            return () => write(text);
        }

        if (results.Count == 0)
        {
            return null;
        }

        var result = results.Dequeue();
        return () => HandOver(result);
    }

    private void HandOver(SendResult result)
    {
        try
        {
            onResult(result);
        }
        // A result whose error ends the pipeline was written before the batch was settled.
        catch when (stop.IsCancellationRequested && !endsEarly)
        {
            // Stopped at this very moment: the pipeline didn't receive it.
            AddResult(result);
            throw;
        }
    }

    // Counted in workers, and awaited by Dispose through that count.
    private async Task WorkAsync()
    {
        while (TakeNext() is { } message)
        {
            SendResult result;
            try
            {
                result = await sender.SendAsync(message, stop.Token, abort.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever goes wrong, the message has its result; nobody knows how far it came.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                var text = client.Mask(Text.Delivery_Broken.With(exception.GetType().Name, exception.Message));
                result = ResultOf(message, DeliveryStatus.Unknown, ErrorCode.InternalError, text);
            }

            lock (gate)
            {
                unfinished--;
                results.Enqueue(result);
                queue.Complete(message);
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>The next message to send; null ends the worker.</summary>
    private OutgoingMessage? TakeNext()
    {
        lock (gate)
        {
            var next = queue.Take();
            if (next is null)
            {
                workers--;
                Monitor.PulseAll(gate);
            }

            return next;
        }
    }

    private void AddResult(SendResult result)
    {
        lock (gate)
        {
            results.Enqueue(result);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void AddNote(Action<string> write, string text)
    {
        lock (gate)
        {
            notes.Enqueue((write, text));
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Keeps the wait that ends first.</summary>
    private void ReportWait(Waiting next)
    {
        lock (gate)
        {
            if (waiting is null || waiting.Until <= options.Time.GetUtcNow() || next.Until < waiting.Until)
            {
                waiting = next;
            }
        }
    }

    private SendResult ResultOf(OutgoingMessage message, DeliveryStatus status, string code, string text) =>
        new()
        {
            Index = message.Index,
            Recipient = message.Recipient,
            SessionId = message.SessionIds[0],
            Status = status,
            Timestamp = options.Time.GetLocalNow(),
            ErrorCode = code,
            ErrorMessage = text,
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
            Parts = Math.Max(message.Parts.Count, 1),
            Source = message.Source,
        };
}

/// <summary>The progress of a batch at one moment.</summary>
/// <param name="InFlight">How many requests are in flight.</param>
/// <param name="Waiting">The reason why the batch waits; null while requests are in flight.</param>
internal sealed record DeliveryProgress(int InFlight, Waiting? Waiting);
