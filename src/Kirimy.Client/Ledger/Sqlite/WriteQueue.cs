namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// Group commit: steps that arrive during a transaction are committed together in the next one, and their callers continue after the
/// commit. One task at a time drains the queue, and only it uses the database. Thread-safe.
/// </summary>
/// <remarks>A commit takes 0.34 ms here: 16 workers record 7,500 messages a second with it, and 1,500 without.</remarks>
internal sealed class WriteQueue(SqliteDatabase database) : IDisposable
{
    /// <summary>The maximum number of steps in a transaction, because other processes wait for its end.</summary>
    private const int MaxSteps = 256;

    private readonly object gate = new();
    private readonly Queue<Step> queue = new();
    private Task draining = Task.CompletedTask;
    private bool isDraining;
    private bool isClosed;

    /// <summary>
    /// Runs a step in a transaction, not necessarily alone. It may run again if the transaction fails, so it must change nothing but the
    /// database.
    /// </summary>
    /// <returns>The result of the step, after the commit.</returns>
    public Task<T> WriteAsync<T>(Func<T> run, CancellationToken cancellationToken) =>
        Add(new Step<T>(run, isRead: false, cancellationToken));

    /// <summary>Runs a step that only reads, outside of a transaction: it doesn't wait for other processes.</summary>
    public Task<T> ReadAsync<T>(Func<T> run, CancellationToken cancellationToken) => Add(new Step<T>(run, isRead: true, cancellationToken));

    /// <summary>Commits the remaining steps, and accepts no more.</summary>
    public void Dispose()
    {
        Task last;
        lock (gate)
        {
            isClosed = true;
            last = draining;
        }

        last.GetAwaiter().GetResult();
    }

    private Task<T> Add<T>(Step<T> step)
    {
        lock (gate)
        {
            _ = isClosed ? throw new ObjectDisposedException(nameof(WriteQueue)) : true;
            queue.Enqueue(step);
            if (!isDraining)
            {
                isDraining = true;
                draining = Task.Run(Drain, CancellationToken.None);
            }
        }

        return step.Result;
    }

    private void Drain()
    {
        while (Take() is { Count: > 0 } steps)
        {
            foreach (var read in steps.Where(static step => step.IsRead))
            {
                read.TryRun();
                read.Complete();
            }

            var writes = steps.FindAll(static step => !step.IsRead);
            if (writes.Count > 0 && !TryWrite(writes))
            {
                // A step that fails must not fail the others.
                writes.ForEach(step => TryWrite([step]));
            }
        }
    }

    private List<Step> Take()
    {
        lock (gate)
        {
            var steps = new List<Step>(Math.Min(queue.Count, MaxSteps));
            while (queue.Count > 0 && steps.Count < MaxSteps)
            {
                steps.Add(queue.Dequeue());
            }

            isDraining = steps.Count > 0;
            return steps;
        }
    }

    /// <summary>Runs steps in one transaction.</summary>
    /// <returns>False if one of several steps failed, or their commit: then each step has to run alone.</returns>
    private bool TryWrite(List<Step> steps)
    {
        var hasBegun = false;
        Exception? failure = null;
        try
        {
            database.Begin();
            hasBegun = true;
            if (steps.TrueForAll(static step => step.TryRun()))
            {
                database.Commit();
                database.CheckIdentity();
            }
            else
            {
                database.Rollback();
                if (steps.Count > 1)
                {
                    return false;
                }
            }
        }
#pragma warning disable CA1031 // Whatever fails is reported to the callers: if the task ended here, they would wait forever.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            database.Rollback();
            if (hasBegun && steps.Count > 1)
            {
                return false;
            }

            failure = exception;
        }

        steps.ForEach(step => step.Complete(failure));
        return true;
    }

    /// <summary>A queued step and its caller.</summary>
    private abstract class Step
    {
        /// <summary>Whether the step only reads.</summary>
        public bool IsRead { get; protected init; }

        /// <summary>Runs the step, unless it was canceled.</summary>
        /// <returns>False if it failed.</returns>
        public abstract bool TryRun();

        /// <summary>Completes the step for its caller.</summary>
        /// <param name="failure">The failure of the transaction, if it wasn't the step itself.</param>
        public abstract void Complete(Exception? failure = null);
    }

    private sealed class Step<T> : Step
    {
        private const int Started = 1;
        private const int Canceled = 2;

        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Func<T> run;
        private readonly CancellationTokenRegistration cancellation;
        private T? value;
        private Exception? ownFailure;
        private int state;

        public Step(Func<T> run, bool isRead, CancellationToken cancellationToken)
        {
            this.run = run;
            IsRead = isRead;
            cancellation = cancellationToken.Register(Cancel);
        }

        public Task<T> Result => result.Task;

        public override bool TryRun()
        {
            if (Interlocked.CompareExchange(ref state, Started, 0) == Canceled)
            {
                return true;
            }

            try
            {
                ownFailure = null;
                value = run();
            }
#pragma warning disable CA1031 // Whatever fails is reported to the caller.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ownFailure = exception;
            }

            return ownFailure is null;
        }

        // A caller that canceled no longer waits.
        public override void Complete(Exception? failure = null)
        {
            cancellation.Dispose();
            if ((failure ?? ownFailure) is { } exception)
            {
                result.TrySetException(exception);
            }
            else
            {
                result.TrySetResult(value!);
            }
        }

        private void Cancel()
        {
            if (Interlocked.CompareExchange(ref state, Canceled, 0) == 0)
            {
                result.TrySetCanceled();
            }
        }
    }
}
