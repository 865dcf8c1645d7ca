namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// Puts on record together what comes in while the disk is busy: all that waits is one transaction, and its callers go on once that is on
/// the disk. One thread, which alone uses the file. Any thread may call.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>As many as one transaction takes at most: other processes wait for its end.</summary>
    private const int Most = 256;

    private readonly object gate = new();
    private readonly SqliteFile file;
    private readonly Action begin;
    private readonly Thread thread;
    private readonly Queue<Work> queue = new();
    private bool isClosed;

    /// <summary>Starts its thread.</summary>
    /// <param name="file">Where.</param>
    /// <param name="begin">Called at the begin of each transaction.</param>
    public GroupCommit(SqliteFile file, Action begin)
    {
        this.file = file;
        this.begin = begin;
        thread = new Thread(Loop) { IsBackground = true, Name = "Kirimy ledger" };
        thread.Start();
    }

    /// <summary>Does something in a transaction, not necessarily alone; it may be called again when that fails, and changes nothing but the file.</summary>
    /// <returns>What it returns, once that is on record.</returns>
    public async Task<T> RunAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        var work = new Work<T>(step);
        using var registration = cancellationToken.Register(static state => ((Work<T>)state!).Cancel(), work);
        lock (gate)
        {
            _ = isClosed ? throw new ObjectDisposedException(nameof(GroupCommit)) : true;
            queue.Enqueue(work);
            Monitor.Pulse(gate);
        }

        return await work.Result.ConfigureAwait(false);
    }

    /// <summary>Puts on record what still waits, and ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Loop()
    {
        while (Take() is { Count: > 0 } batch)
        {
            // One that fails must not fail the others.
            if (TryRun(batch) is { } failure)
            {
                if (batch.Count == 1 || failure is { IsLocked: true })
                {
                    batch.ForEach(work => work.Fail(failure.Cause));
                }
                else
                {
                    batch.ForEach(work => work.Fail(TryRun([work])?.Cause));
                }
            }
        }
    }

    /// <summary>Runs some of what waits in one transaction.</summary>
    /// <returns>What went wrong; null when all of it is on record.</returns>
    private Failure? TryRun(List<Work> batch)
    {
        var hasBegun = false;
        try
        {
            file.Begin();
            hasBegun = true;
            begin();
            batch.RemoveAll(static work => !work.TryStart());
            batch.ForEach(static work => work.Run());
            file.Commit();
        }
#pragma warning disable CA1031 // Whatever goes wrong is the callers' to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            file.Rollback();
            return new Failure(exception, IsLocked: !hasBegun);
        }

        batch.ForEach(static work => work.Succeed());
        return null;
    }

    private List<Work> Take()
    {
        lock (gate)
        {
            while (queue.Count == 0 && !isClosed)
            {
                Monitor.Wait(gate);
            }

            var batch = new List<Work>(Math.Min(queue.Count, Most));
            while (queue.Count > 0 && batch.Count < Most)
            {
                batch.Add(queue.Dequeue());
            }

            return batch;
        }
    }

    private sealed record Failure(Exception Cause, bool IsLocked);

    /// <summary>What one caller waits for.</summary>
    private abstract class Work
    {
        private int state;

        /// <summary>From here on it can't be cancelled.</summary>
        /// <returns>False when it was.</returns>
        public bool TryStart() => Interlocked.CompareExchange(ref state, 1, 0) <= 1;

        public void Cancel()
        {
            if (Interlocked.CompareExchange(ref state, 2, 0) == 0)
            {
                SetCanceled();
            }
        }

        public abstract void Run();

        public abstract void Succeed();

        public abstract void Fail(Exception? exception);

        protected abstract void SetCanceled();
    }

    private sealed class Work<T>(Func<T> step) : Work
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? value;

        public Task<T> Result => result.Task;

        public override void Run() => value = step();

        public override void Succeed() => result.TrySetResult(value!);

        public override void Fail(Exception? exception)
        {
            if (exception is not null)
            {
                result.TrySetException(exception);
            }
        }

        protected override void SetCanceled() => result.TrySetCanceled();
    }
}
