using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Sends many messages with several workers. One thread (the pipeline's) posts and completes; results and warnings come back on that
/// thread, inside those calls. What has been posted and not come back is bounded, so input is pulled as it is sent.
/// </summary>
/// <remarks>Messages to one recipient are sent in the order they were posted. Exactly one result comes back for each, unless the batch is cut short.</remarks>
public sealed class DeliveryBatch : IDisposable
{
    private readonly object gate = new();
    private readonly Dispatcher dispatcher;
    private readonly DeliveryOptions options;
    private readonly Action<SendResult> onResult;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration waking;
    private readonly CancellationTokenSource abort = new();
    private readonly HandOverSpeed speed;
    private readonly ActivityWatch watch;
    private readonly RecipientQueue lanes = new();
    private readonly Queue<SendResult> results = new();

    /// <summary>Results on their way to the pipeline's thread, which alone has this queue: one turn at the lock for many of them.</summary>
    private readonly Queue<SendResult> taken = new();

    /// <summary>What is to be said, and to whom.</summary>
    private readonly Queue<(Action<string> Listener, string Text)> notes = new();
    private int inside;
    private int workers;

    /// <summary>How many messages have their result, which is being put on record while their worker goes on.</summary>
    private int recording;

    /// <summary>Whether a thread sleeps that nobody woke yet: to wake nobody costs more than to know it.</summary>
    private bool isAsleep;

    /// <summary>Whether the pipeline's thread sleeps, and need not be woken for a result.</summary>
    private bool isPatient;
    private bool isDisposed;
    private bool isSettled;

    /// <summary>A batch with nothing in it.</summary>
    /// <param name="client">What posts.</param>
    /// <param name="ledger">What may be sent when; the caller's to dispose, after the batch.</param>
    /// <param name="options">How.</param>
    /// <param name="onResult">Takes each result.</param>
    /// <param name="onWarning">Takes each warning.</param>
    /// <param name="onVerbose">Takes what is of interest only to who asks: each repeat.</param>
    /// <param name="stopping">Does what <see cref="Stop"/> does.</param>
    public DeliveryBatch(
        KirimyClient client,
        ILedger ledger,
        DeliveryOptions options,
        Action<SendResult> onResult,
        Action<string> onWarning,
        Action<string> onVerbose,
        CancellationToken stopping
    )
    {
        this.options = options ?? throw new ArgumentNullException(nameof(options));
        speed = new HandOverSpeed(options.Time);
        watch = new ActivityWatch(options.Time);
        this.onResult = onResult ?? throw new ArgumentNullException(nameof(onResult));
        _ = onWarning ?? throw new ArgumentNullException(nameof(onWarning));
        _ = onVerbose ?? throw new ArgumentNullException(nameof(onVerbose));
        var courier = new Courier(
            client ?? throw new ArgumentNullException(nameof(client)),
            ledger ?? throw new ArgumentNullException(nameof(ledger)),
            options,
            text => Note(onWarning, text),
            text => Note(onVerbose, text),
            Wait
        );
        dispatcher = new Dispatcher(courier, new AlertSuppressor(ledger, options.Time), text => Note(onWarning, text));
        stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        waking = stop.Token.Register(Wake);
    }

    /// <summary>Told what the batch is doing, five times a second, by the calling thread.</summary>
    public Action<DeliveryProgress>? OnActivity { get; init; }

    // One message ahead for each worker, so that it need not wait for the pipeline; with one worker, at most one is sent beyond a
    // result that ends the pipeline, as long as results do not come fast.
    private int Capacity => options.ThrottleLimit + Math.Max(speed.Ahead, options.ThrottleLimit);

    /// <summary>With so few ready, the pipeline's thread is woken while results come fast.</summary>
    private int LowWater => speed.Ahead / 4;

    /// <summary>Whether a code ends a whole batch: it is nothing that another message could fare better with.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    public static bool EndsBatch(string code) => RetryPolicy.EndsBatch(code);

    /// <summary>Takes a message in; waits while the batch is full, and hands out what came back meanwhile.</summary>
    /// <param name="message">The message.</param>
    public void Post(OutgoingMessage message)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        if (!TryEnter(message))
        {
            HandOutUntil(() => inside < Capacity, () => Enter(message));
        }
    }

    /// <summary>Waits for all that was posted, and hands it out.</summary>
    public void Complete() => HandOutUntil(() => inside == 0, static () => { });

    /// <summary>
    /// Ends the batch early with nothing lost: nothing new is sent, requests under way may finish within their grace, and every
    /// message that was posted comes back.
    /// </summary>
    public void Settle()
    {
        isSettled = true;
        Stop();
        abort.CancelAfter(options.Grace);
        HandOutUntil(() => inside == 0, static () => { }, evenIfStopped: true);
    }

    /// <summary>After <see cref="Dispose"/>: what may have been requested and was never handed out, because the batch was cut short.</summary>
    public IReadOnlyList<SendResult> Unreported =>
        [.. taken.Concat(results).Where(result => result.Attempts > 0 || result.Status == DeliveryStatus.Unknown)];

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
            while (workers + recording > 0 && options.Grace - options.Time.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                Sleep(left);
            }
        }

        abort.Cancel();
        lock (gate)
        {
            while (workers + recording > 0)
            {
                Sleep(Timeout.InfiniteTimeSpan);
            }
        }

        waking.Dispose();
        stop.Dispose();
        abort.Dispose();
    }

    /// <summary>Hands out what comes back on the calling thread until a condition holds and nothing is left to hand out; then acts, under the same lock.</summary>
    private void HandOutUntil(Func<bool> condition, Action then, bool evenIfStopped = false)
    {
        // Outside of the lock: what is downstream may take its time, or throw.
        while (NextNews(condition, then, evenIfStopped, out var result) is var say && (say is not null || result is not null))
        {
            if (result is not null)
            {
                HandOut(result, evenIfStopped);
            }
            else
            {
                say!();
            }
        }
    }

    private bool TryEnter(OutgoingMessage message)
    {
        lock (gate)
        {
            // Results that come fast wait for each other, as long as that is a moment.
            if (
                results.Count > speed.Ahead
                || (results.Count > 0 && speed.IsDue)
                || notes.Count > 0
                || inside >= Capacity
                || OnActivity is not null
                || stop.IsCancellationRequested
            )
            {
                return false;
            }

            Enter(message);
            return true;
        }
    }

    private Action? NextNews(Func<bool> condition, Action then, bool evenIfStopped, out SendResult? result)
    {
        result = null;
        if (taken.Count > 0 && (evenIfStopped || !stop.IsCancellationRequested))
        {
            result = taken.Dequeue();
            return null;
        }

        lock (gate)
        {
            // A stopped pipeline takes nothing more: what is left is kept for Unreported.
            while (evenIfStopped || !stop.IsCancellationRequested)
            {
                if (OnActivity is not null && watch.IsTime())
                {
                    var activity = new DeliveryProgress(inside, watch.Current);
                    return () => OnActivity!(activity);
                }

                if (notes.Count > 0)
                {
                    var (listener, text) = notes.Dequeue();
                    return () => listener(text);
                }

                if (results.Count > 0)
                {
                    result = results.Dequeue();
                    while (results.Count > 0)
                    {
                        taken.Enqueue(results.Dequeue());
                    }

                    speed.Count(1 + taken.Count);
                    return null;
                }

                if (condition())
                {
                    then();
                    return null;
                }

                Sleep();
            }

            return null;
        }
    }

    private void Sleep()
    {
        if (!speed.IsFast)
        {
            Sleep(OnActivity is null ? Timeout.InfiniteTimeSpan : ActivityWatch.Tick);
            return;
        }

        isPatient = true;
        Sleep(HandOverSpeed.Together);
        isPatient = false;

        if (results.Count == 0)
        {
            speed.SlowDown();
        }
    }

    /// <summary>Sleeps until something may have changed; not for longer than a time. Under the lock.</summary>
    private void Sleep(TimeSpan longest)
    {
        isAsleep = true;
        Monitor.Wait(gate, longest);
    }

    /// <summary>Wakes who sleeps. Under the lock.</summary>
    private void Rouse()
    {
        if (isAsleep)
        {
            isAsleep = false;
            Monitor.PulseAll(gate);
        }
    }

    private void Wait(Waiting next)
    {
        lock (gate)
        {
            watch.Wait(next);
        }
    }

    private void HandOut(SendResult result, bool evenIfStopped)
    {
        try
        {
            onResult(result);
        }
        // A result whose error ends the pipeline was put out before the rest was settled.
        catch when (stop.IsCancellationRequested && !evenIfStopped && !isSettled)
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
        if (lanes.Add(message))
        {
            StartWorker();
        }
    }

    /// <summary>One worker more, where there may be one. Under the lock.</summary>
    private void StartWorker()
    {
        if (workers < options.ThrottleLimit)
        {
            workers++;
            _ = Task.Run(WorkAsync);
        }
    }

    // Counted in workers, and awaited by Dispose through that count.
    private async Task WorkAsync()
    {
        var before = Task.CompletedTask;
        var next = Take();
        while (next is { } message)
        {
            Delivered delivered;
            try
            {
                delivered = await dispatcher.DeliverAsync(message, stop.Token, abort.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever goes wrong, the message gets its result; nobody knows how far it came.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                delivered = new Delivered(Broken(message, exception));
            }

            // One worker's results come in its order, and it is at most one record ahead.
            await before.ConfigureAwait(false);
            if (delivered.Recording.Status == TaskStatus.RanToCompletion)
            {
                next = Exchange(message, delivered.Result);
            }
            else
            {
                before = BringBackAsync(message, delivered);
                next = Take();
            }
        }
    }

    /// <summary>Brings a result back once it is on record. Counted in recording.</summary>
    private async Task BringBackAsync(OutgoingMessage message, Delivered delivered)
    {
        lock (gate)
        {
            recording++;
        }

        var result = delivered.Result;
        try
        {
            await delivered.Recording.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As for the worker.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            result = Broken(message, exception);
        }

        lock (gate)
        {
            recording--;
            BringBack(message, result);

            // What waited behind this message may find no worker left.
            if (lanes.Ready > 0)
            {
                StartWorker();
            }
        }
    }

    /// <summary>Brings a result back.</summary>
    /// <returns>As <see cref="Take"/>.</returns>
    private OutgoingMessage? Exchange(OutgoingMessage message, SendResult result)
    {
        lock (gate)
        {
            BringBack(message, result);
            return Take();
        }
    }

    private void BringBack(OutgoingMessage message, SendResult result)
    {
        inside--;
        results.Enqueue(result);
        lanes.Leave(message);
        if (!isPatient || lanes.Ready <= LowWater)
        {
            Rouse();
        }
    }

    /// <summary>The next message to send; null ends the worker.</summary>
    private OutgoingMessage? Take()
    {
        lock (gate)
        {
            if (lanes.Take() is { } message)
            {
                return message;
            }

            workers--;
            Rouse();
            return null;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Rouse();
        }
    }

    private void Note(Action<string> listener, string text)
    {
        lock (gate)
        {
            notes.Enqueue((listener, text));
            Rouse();
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
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
            Parts = Math.Max(message.Parts.Count, 1),
        };
}
