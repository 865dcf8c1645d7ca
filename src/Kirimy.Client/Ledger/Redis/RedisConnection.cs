using System.Security.Authentication;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>
/// A connection to one Redis server: connects at first use, and retries commands that didn't reach the server. Thread-safe.
/// </summary>
/// <remarks>A script may run twice, because its reply may be lost after it has run.</remarks>
internal sealed class RedisConnection(RedisAddress address, LedgerOptions options) : IDisposable
{
    private static readonly TimeSpan MaxAttempt = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The timeout of optional steps, such as cleanup: a process that ends doesn't wait long for an unresponsive server.
    /// </summary>
    private static readonly TimeSpan OptionalTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Permanent errors, for which a retry is useless.</summary>
    private static readonly string[] Final = ["NOAUTH", "WRONGPASS", "NOPERM"];

    private readonly object gate = new();
    private Task<ConnectionMultiplexer>? connecting;
    private int failures;

    /// <summary>The number of connection failures. After each one, the server may have lost what it was sent before.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>Runs a script.</summary>
    /// <param name="script">From <see cref="RedisScript"/>.</param>
    /// <param name="scope">The scope of its keys.</param>
    /// <param name="arguments">The arguments of the script.</param>
    /// <param name="cancellationToken">Ends the wait; the script may run nevertheless.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE: the server can't be used within the time, or refuses.</exception>
    public Task<RedisResult> RunAsync(string script, string scope, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        RedisKey[] keys = [RedisKeys.PrefixOf(scope)];
        return RepeatAsync(database => database.ScriptEvaluateAsync(script, keys, arguments), cancellationToken);
    }

    /// <summary>Registers a scope, so that its records can be found.</summary>
    public Task AddScopeAsync(string scope, CancellationToken cancellationToken) =>
        RepeatAsync(database => database.SetAddAsync(RedisKeys.Scopes, scope), cancellationToken);

    /// <summary>All scopes.</summary>
    public async Task<IReadOnlyList<string>> ReadScopesAsync(CancellationToken cancellationToken)
    {
        var scopes = await RepeatAsync(static database => database.SetMembersAsync(RedisKeys.Scopes), cancellationToken)
            .ConfigureAwait(false);
        return [.. scopes.Select(static scope => scope.ToString()).OrderBy(static scope => scope, StringComparer.Ordinal)];
    }

    /// <summary>The processes that use a scope.</summary>
    public async Task<IEnumerable<string>> ReadOwnersAsync(string scope, CancellationToken cancellationToken)
    {
        RedisKey owners = RedisKeys.OwnersOf(scope);
        var found = await RepeatAsync(database => database.SortedSetRangeByRankAsync(owners), cancellationToken).ConfigureAwait(false);
        return found.Select(static owner => owner.ToString());
    }

    /// <summary>Runs a script once, if the server can be reached at all.</summary>
    public bool TryRun(string script, string scope, RedisValue[] arguments)
    {
        if (connecting is not { Status: TaskStatus.RanToCompletion, Result: { IsConnected: true } open })
        {
            return false;
        }

        try
        {
            var run = open.GetDatabase(address.Database).ScriptEvaluateAsync(script, [RedisKeys.PrefixOf(scope)], arguments);
            return run.Wait(OptionalTimeout);
        }
        catch (Exception exception) when (exception is AggregateException || IsLost(exception))
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the server or the connection failed. The library throws InvalidOperationException if a connection closes during a write;
    /// ObjectDisposedException derives from it.
    /// </summary>
    private static bool IsLost(Exception exception) =>
        exception is RedisException or RedisCommandException or TimeoutException or InvalidOperationException;

    /// <inheritdoc/>
    public void Dispose() =>
        // Pending replies and a late connection are no longer awaited.
        _ = connecting?.ContinueWith(
            static task =>
            {
                task.Result.Close(allowCommandsToComplete: false);
                task.Result.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    /// <summary>Retries a step until it reaches the server, within <see cref="LedgerOptions.Timeout"/> in total.</summary>
    internal async Task<T> RepeatAsync<T>(Func<IDatabase, Task<T>> step, CancellationToken cancellationToken)
    {
        using var timeout = Platform.CancelAfter(options.Time, options.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var pause = MinRetryDelay;
        Exception failure = new TimeoutException();
        while (!both.IsCancellationRequested)
        {
            try
            {
                var connection = await UnlessCancelled(ConnectAsync(), both.Token).ConfigureAwait(false);
                return await UnlessCancelled(step(connection.GetDatabase(address.Database)), both.Token).ConfigureAwait(false);
            }
            // The library cancels a command itself when its connection closes before the command was written.
            catch (Exception exception)
                when (IsLost(exception) || (exception is OperationCanceledException && !both.IsCancellationRequested))
            {
                failure = exception;
                Interlocked.Increment(ref failures);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                Interlocked.Increment(ref failures);
                break;
            }

            if (IsFinal(failure))
            {
                break;
            }

            await Platform.WaitAsync(options.Time, pause, both.Token).ConfigureAwait(false);
            pause = pause + pause < MaxRetryDelay ? pause + pause : MaxRetryDelay;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw Unavailable(failure);
    }

    /// <summary>
    /// The connection that all steps share. Only one attempt to connect runs at a time; after a failure, the next step starts another one.
    /// </summary>
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (gate)
        {
            if (connecting is null or { IsCompleted: true, Status: not TaskStatus.RanToCompletion })
            {
                connecting = ConnectionMultiplexer.ConnectAsync(Configure());
            }

            return connecting;
        }
    }

    private ConfigurationOptions Configure()
    {
        var attempt = (int)(options.Timeout < MaxAttempt ? options.Timeout : MaxAttempt).TotalMilliseconds;
        return new ConfigurationOptions
        {
            EndPoints = { { address.Host, address.Port } },
            User = address.User,
            Password = address.Password,
            Ssl = address.IsTls,
            SslProtocols = address.IsTls ? SslProtocols.Tls12 | Platform.NewestTls : null,
            ClientName = "kirimy",
            DefaultDatabase = address.Database,
            ConnectTimeout = attempt,
            AsyncTimeout = attempt,
            SyncTimeout = attempt,
            ConnectRetry = 1,
            AbortOnConnectFail = true,
            // Only this class retries a step, because only this class can decide whether the step is still needed.
            BacklogPolicy = BacklogPolicy.FailFast,
            ReconnectRetryPolicy = new LinearRetry((int)MaxRetryDelay.TotalMilliseconds),
            // Other servers aren't monitored.
            ConfigurationChannel = string.Empty,
            TieBreaker = string.Empty,
            IncludeDetailInExceptions = false,
        };
    }

    private static async Task<T> UnlessCancelled<T>(Task<T> task, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled && !task.IsCompleted)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = cancellationToken.Register(
                static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true),
                cancelled
            );
            await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
            if (!task.IsCompleted)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }

        return await task.ConfigureAwait(false);
    }

    private static bool IsFinal(Exception failure) =>
        failure is RedisCommandException or RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
        || Final.Any(code => failure.Message.Contains(code));

    private KirimyException Unavailable(Exception failure) =>
        new(
            ErrorCode.LedgerUnavailable,
            IsFinal(failure)
                ? Text.Redis_Refused.With(address, Reason(failure))
                : Text.Redis_Unavailable.With(address, options.Timeout.TotalSeconds, Reason(failure)),
            failure
        );

    /// <summary>The reason to show to users: the server's own message, if there is one.</summary>
    private string Reason(Exception failure) =>
        failure switch
        {
            TimeoutException => Text.Redis_NoResponse,
            RedisConnectionException { InnerException: RedisServerException said } => said.Message,
            RedisConnectionException or OperationCanceledException => address.IsTls ? Text.Redis_NoTlsConnection : Text.Redis_NoConnection,
            _ => failure.Message,
        };
}
