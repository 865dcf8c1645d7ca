namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// Puts on record together what comes in while the disk is busy: all that waits is one transaction, and its callers go on once that is on
/// the disk. One thread, which alone uses the file. Any thread may call.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>As many as one transaction takes at most: other processes wait for its end.</summary>
    private const int Most = 256;

    /// <summary>How many callers go on one after another: to wake a thread for each one costs more than what most of them do.</summary>
    private const int Together = 8;

    private readonly object gate = new();
    private readonly SqliteFile file;
    private readonly Action begin;
    private readonly Action end;
    private readonly Thread thread;
    private readonly Queue<Work> queue = new();
    private bool isIdle;
    private bool isClosed;

    /// <summary>Starts its thread.</summary>
    /// <param name="file">Where.</param>
    /// <param name="begin">Called at the begin of each transaction.</param>
    /// <param name="end">Called at its end, and before it is on record.</param>
    public GroupCommit(SqliteFile file, Action begin, Action end)
    {
        this.file = file;
        this.begin = begin;
        this.end = end;
        thread = new Thread(Loop) { IsBackground = true, Name = "Kirimy ledger" };
        thread.Start();
    }

    /// <summary>Does something in a transaction, not necessarily alone; it may be called again when that fails, and changes nothing that is not undone then.</summary>
    /// <returns>What it returns, once that is on record.</returns>
    public Task<T> RunAsync<T>(Func<T> step, CancellationToken cancellationToken) => AddAsync(step, isRead: false, cancellationToken);

    /// <summary>Reads something: other processes are not waited for, unless it happens to share a transaction.</summary>
    public Task<T> ReadAsync<T>(Func<T> step, CancellationToken cancellationToken) => AddAsync(step, isRead: true, cancellationToken);

    private Task<T> AddAsync<T>(Func<T> step, bool isRead, CancellationToken cancellationToken)
    {
        var work = new Work<T>(step) { IsRead = isRead };
        lock (gate)
        {
            _ = isClosed ? throw new ObjectDisposedException(nameof(GroupCommit)) : true;
            work.CancelBy(cancellationToken);
            queue.Enqueue(work);
            if (isIdle)
            {
                isIdle = false;
                Monitor.Pulse(gate);
            }
        }

        return work.Result;
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
                    Tell(batch, work => work.Fail(failure.Cause));
                }
                else
                {
                    foreach (var work in batch)
                    {
                        if (TryRun([work]) is { } own)
                        {
                            Tell([work], one => one.Fail(own.Cause));
                        }
                    }
                }
            }
        }
    }

    /// <summary>Runs some of what waits in one transaction.</summary>
    /// <returns>What went wrong; null when all of it is on record.</returns>
    private Failure? TryRun(List<Work> batch)
    {
        var isRead = batch.TrueForAll(static work => work.IsRead);
        var hasBegun = isRead;
        try
        {
            if (!isRead)
            {
                file.Begin();
                hasBegun = true;
                begin();
            }

            batch.RemoveAll(static work => !work.TryStart());
            batch.ForEach(static work => work.Run());
            if (!isRead)
            {
                end();
                file.Commit();
            }
        }
#pragma warning disable CA1031 // Whatever goes wrong is the callers' to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            file.Rollback();
            return new Failure(exception, IsLocked: !hasBegun);
        }

        Tell(batch, static work => work.Succeed());
        return null;
    }

    /// <summary>Has the callers go on, on other threads than the file's: what they do next is theirs, and the next transaction does not wait for it.</summary>
    private static void Tell(List<Work> batch, Action<Work> what)
    {
        for (var from = 0; from < batch.Count; from += Together)
        {
            var some = batch.GetRange(from, Math.Min(Together, batch.Count - from));
            ThreadPool.UnsafeQueueUserWorkItem(_ => some.ForEach(what), state: null);
        }
    }

    private List<Work> Take()
    {
        lock (gate)
        {
            while (queue.Count == 0 && !isClosed)
            {
                isIdle = true;
                Monitor.Wait(gate);
            }

            isIdle = false;
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
        private const int Started = 1;
        private const int Cancelled = 2;

        private CancellationTokenRegistration cancellation;
        private int state;

        /// <summary>Whether it changes nothing.</summary>
        public bool IsRead { get; init; }

        /// <summary>Cancels it when the token is, unless it has started by then.</summary>
        public void CancelBy(CancellationToken token) => cancellation = token.Register(static state => ((Work)state!).Cancel(), this);

        /// <summary>From here on it can't be cancelled.</summary>
        /// <returns>False when it was.</returns>
        public bool TryStart() => Interlocked.CompareExchange(ref state, Started, 0) != Cancelled;

        public void Cancel()
        {
            if (Interlocked.CompareExchange(ref state, Cancelled, 0) == 0)
            {
                // Who stops a run does not do what comes after.
                ThreadPool.UnsafeQueueUserWorkItem(static work => ((Work)work!).SetCanceled(), this);
            }
        }

        public abstract void Run();

        public void Succeed()
        {
            cancellation.Dispose();
            SetResult();
        }

        public void Fail(Exception exception)
        {
            cancellation.Dispose();
            if (Volatile.Read(ref state) != Cancelled)
            {
                SetException(exception);
            }
        }

        protected abstract void SetResult();

        protected abstract void SetException(Exception exception);

        protected abstract void SetCanceled();
    }

    private sealed class Work<T>(Func<T> step) : Work
    {
        private readonly TaskCompletionSource<T> result = new();
        private T? value;

        public Task<T> Result => result.Task;

        public override void Run() => value = step();

        protected override void SetResult() => result.TrySetResult(value!);

        protected override void SetException(Exception exception) => result.TrySetException(exception);

        protected override void SetCanceled() => result.TrySetCanceled();
    }
}
