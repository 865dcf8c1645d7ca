namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// Group commit: steps that arrive during a transaction are committed together in the next one, and their callers go on once that is on
/// disk. A queue drained by one task at a time, which alone uses the database. Thread-safe.
/// </summary>
/// <remarks>A commit takes 0.34 ms here: 16 workers record 7,500 messages a second with it, and 1,500 without.</remarks>
internal sealed class WriteQueue(SqliteDatabase database) : IDisposable
{
    /// <summary>How many steps one transaction has at most: other processes wait for its end.</summary>
    private const int MaxSteps = 256;

    private readonly object gate = new();
    private readonly Queue<Step> queue = new();
    private Task draining = Task.CompletedTask;
    private bool isDraining;
    private bool isClosed;

    /// <summary>Runs a step in a transaction, not necessarily alone. It may run again if the transaction fails, and changes nothing but the database.</summary>
    /// <returns>What it returns, once that is on disk.</returns>
    public Task<T> WriteAsync<T>(Func<T> run, CancellationToken cancellationToken) =>
        Add(new Step<T>(run, isRead: false), cancellationToken);

    /// <summary>Runs a step that only reads, outside of a transaction: it doesn't wait for other processes.</summary>
    public Task<T> ReadAsync<T>(Func<T> run, CancellationToken cancellationToken) => Add(new Step<T>(run, isRead: true), cancellationToken);

    /// <summary>Commits what is still in the queue, and takes no more.</summary>
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

    private Task<T> Add<T>(Step<T> step, CancellationToken cancellationToken)
    {
        step.CancelBy(cancellationToken);
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
                Attempt([read], static () => { }, static () => { });
            }

            Write(steps.FindAll(static step => !step.IsRead));
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

    private void Write(List<Step> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        try
        {
            database.Begin();
        }
        catch (KirimyException exception)
        {
            database.Rollback();
            steps.ForEach(step => step.Fail(exception));
            return;
        }

        // A step that fails must not fail the others.
        if (!Attempt(steps, static () => { }, Commit, isAlone: steps.Count == 1))
        {
            foreach (var step in steps)
            {
                Attempt([step], database.Begin, Commit);
            }
        }
    }

    private void Commit()
    {
        database.Commit();
        database.CheckIdentity();
    }

    /// <summary>Runs steps between the begin and the end of a transaction.</summary>
    /// <returns>False if they failed together and each is to be run alone.</returns>
    private bool Attempt(List<Step> steps, Action begin, Action end, bool isAlone = true)
    {
        try
        {
            begin();
            steps.ForEach(static step => step.Run());
            end();
        }
#pragma warning disable CA1031 // Whatever fails is reported to the callers.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            database.Rollback();
            if (isAlone)
            {
                steps.ForEach(step => step.Fail(exception));
            }

            return isAlone;
        }

        steps.ForEach(static step => step.Succeed());
        return true;
    }

    /// <summary>What one caller waits for.</summary>
    private abstract class Step
    {
        private const int Started = 1;
        private const int Canceled = 2;

        private CancellationTokenRegistration cancellation;
        private int state;

        /// <summary>Whether it changes nothing.</summary>
        public bool IsRead { get; protected init; }

        /// <summary>Cancels it with the token, unless it has started by then.</summary>
        public void CancelBy(CancellationToken token) => cancellation = token.Register(static state => ((Step)state!).Cancel(), this);

        /// <summary>Runs it, unless it was canceled.</summary>
        public void Run()
        {
            if (Interlocked.CompareExchange(ref state, Started, 0) != Canceled)
            {
                RunStep();
            }
        }

        /// <summary>Lets its caller go on with its value.</summary>
        public void Succeed()
        {
            cancellation.Dispose();
            SetResult();
        }

        /// <summary>Lets its caller go on with an exception.</summary>
        public void Fail(Exception exception)
        {
            cancellation.Dispose();
            SetException(exception);
        }

        protected abstract void RunStep();

        protected abstract void SetResult();

        protected abstract void SetException(Exception exception);

        protected abstract void SetCanceled();

        private void Cancel()
        {
            if (Interlocked.CompareExchange(ref state, Canceled, 0) == 0)
            {
                SetCanceled();
            }
        }
    }

    private sealed class Step<T> : Step
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Func<T> run;
        private T? value;

        public Step(Func<T> run, bool isRead)
        {
            this.run = run;
            IsRead = isRead;
        }

        public Task<T> Result => result.Task;

        protected override void RunStep() => value = run();

        // Once it is canceled, the others do nothing.
        protected override void SetResult() => result.TrySetResult(value!);

        protected override void SetException(Exception exception) => result.TrySetException(exception);

        protected override void SetCanceled() => result.TrySetCanceled();
    }
}
