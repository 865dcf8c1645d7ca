using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Sends each message until it has a result. An alert is sent only if it isn't suppressed, and a long message is sent in parts. Each
/// request waits for the sending hours, the circuit breaker, the session's delay and the rate limit. Its outcome leads to a retry, a
/// failover, the end of the batch or the result. Thread-safe.
/// </summary>
/// <param name="options">The options of the batch.</param>
/// <param name="warn">Receives warnings: a failover, a result that couldn't be recorded.</param>
/// <param name="onRetry">Receives a text before each retry.</param>
/// <param name="onWait">Called at the start of each wait.</param>
internal sealed class MessageSender(
    KirimyClient client,
    DeliveryLedger ledger,
    DeliveryOptions options,
    Action<string> warn,
    Action<string> onRetry,
    Action<Waiting> onWait
)
{
    private readonly CircuitBreaker breaker = Shared<CircuitBreaker>.Of(
        new LedgerScope(client.Fingerprint, client.Address.Root),
        options.Time,
        static time => new CircuitBreaker(time)
    );
    private readonly SendingSchedule schedule = new(options, onWait);
    private readonly SessionPacer pacer = new(client, options, onWait);
    private readonly SessionFailover sessions = new();
    private readonly AlertSuppressor suppressor = new(ledger, options.Time);
    private ApiResponse? end;
    private int inFlight;

    /// <summary>
    /// Whether a message used up its retries without ever reaching the service. The next messages don't repeat all of that: one probe is
    /// enough for them.
    /// </summary>
    private volatile bool isDown;

    /// <summary>Whether the ledger failed.</summary>
    private volatile bool isLedgerLost;

    /// <summary>How many requests are in flight.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Sends one message.</summary>
    /// <param name="stop">From now on no new request is made, and waits end.</param>
    /// <param name="abort">Cancels requests in flight.</param>
    /// <returns>The result. It is recorded in the ledger; otherwise a warning was written.</returns>
    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort) =>
        message.Alert is null || Volatile.Read(ref end) is not null || stop.IsCancellationRequested
            ? SendPartsAsync(message, stop, abort)
            : SendAlertAsync(message, stop, abort);

    private async Task<SendResult> SendAlertAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        SuppressionDecision? decision = null;
        try
        {
            decision = await suppressor.DecideAsync(message, stop).ConfigureAwait(false);
        }
        catch (KirimyException exception)
        {
            EndBatch(exception);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The message ends like a stopped one.
        }

        if (decision is null)
        {
            return await SendPartsAsync(message, stop, abort).ConfigureAwait(false);
        }

        if (!decision.MayGo)
        {
            return suppressor.Suppress(message, decision);
        }

        SendResult? result = null;
        try
        {
            result = await SendPartsAsync(suppressor.AddNote(message, decision), stop, abort).ConfigureAwait(false);
            return result;
        }
        finally
        {
            await EndAlertAsync(message, decision, result, abort).ConfigureAwait(false);
        }
    }

    private async Task EndAlertAsync(OutgoingMessage message, SuppressionDecision decision, SendResult? result, CancellationToken abort)
    {
        try
        {
            await suppressor.EndAsync(message, decision, result, abort).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            warn(Text.Alert_NotRecorded.With(message.Recipient, Text.Ledger_StoppedEarly));
        }
        catch (KirimyException exception)
        {
            EndBatch(exception);
            warn(Text.Alert_NotRecorded.With(message.Recipient, exception.Message));
        }
    }

    /// <summary>Sends a message's parts one after another, as long as each is sent, all by one session.</summary>
    private async Task<SendResult> SendPartsAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        if (message.Parts.Count == 0)
        {
            return await SendOneAsync(message, stop, abort).ConfigureAwait(false);
        }

        var parts = new SplitMessage(message);
        while (parts.Next() is { } part)
        {
            parts.Add(await SendOneAsync(part, stop, abort).ConfigureAwait(false));
        }

        return parts.ToResult();
    }

    /// <summary>Sends a message, or a part of one, in one request.</summary>
    private async Task<SendResult> SendOneAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        var state = new SendState(message, ledger.OpenEntry(message, onWait), options.Time);
        try
        {
            // Before any wait, because a message that was sent before needs no service, delay or session.
            if (message.Identity is not null && Volatile.Read(ref end) is null)
            {
                if (await state.Entry.LookUpAsync(stop).ConfigureAwait(false) is { } known)
                {
                    state.FinishAsRecorded(known.Result);
                }
            }

            while (!state.IsDone)
            {
                if (NextSession(state, stop) is { } session)
                {
                    await TryRequestAsync(state, session, stop, abort).ConfigureAwait(false);
                }
                else if (!state.IsDone)
                {
                    await schedule.WaitForResetAsync(state.FullSessions.Min(full => full.ResetsAt), stop).ConfigureAwait(false);
                    state.FullSessions.Clear();
                }
            }
        }
        catch (KirimyException exception)
        {
            // The ledger: nothing is sent that can't be recorded.
            EndBatch(exception);
            state.GiveUp(Volatile.Read(ref end)!);
            isLedgerLost = true;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The ledger didn't respond within the grace period.
            state.Stop();
        }
#pragma warning disable CA1031 // An unexpected error before the first request is known to have sent nothing; later ones are Unknown.
        catch (Exception exception) when (state.Attempts == 0)
#pragma warning restore CA1031
        {
            var text = Text.Delivery_BrokenBefore.With(exception.GetType().Name, exception.Message);
            state.GiveUp(SendState.NotSent(ErrorCode.InternalError, client.Mask(text)));
        }

        var result = state.ToResult();

        // Without a request, another wait isn't worthwhile: the ledger frees its reservations when it is closed.
        if (!isLedgerLost || result.Attempts > 0)
        {
            await RecordAsync(state, result, abort).ConfigureAwait(false);
        }

        return result;
    }

    private async Task RecordAsync(SendState state, SendResult result, CancellationToken abort)
    {
        string? reason = null;
        try
        {
            await state.Entry.CompleteAsync(state.UnreleasedRequest, result, abort).ConfigureAwait(false);
        }
        catch (KirimyException exception)
        {
            EndBatch(exception);
            reason = exception.Message;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            reason = Text.Ledger_StoppedEarly;
        }

        if (reason is not null && result.Attempts > 0)
        {
            warn(Text.Ledger_NotRecorded.With(result, reason));
        }
    }

    /// <summary>Ends the batch: no more requests are made.</summary>
    private void EndBatch(KirimyException exception) =>
        Interlocked.CompareExchange(ref end, SendState.NotSent(exception.Code, client.Mask(exception.Message)), null);

    /// <summary>The session of a message's next request; null if the message is done, or waits for the next day.</summary>
    private string? NextSession(SendState state, CancellationToken stop)
    {
        if (Volatile.Read(ref end) is { } reason)
        {
            state.GiveUp(reason with { Kind = ResponseKind.NotReached });
        }
        else if (stop.IsCancellationRequested)
        {
            state.Stop();
        }
        else if (sessions.Choose(state) is { } session)
        {
            return session;
        }
        else if (state.FullSessions.Find(full => sessions.CanSend(full.SessionId)) is { } full)
        {
            if (!options.WaitForNextDay)
            {
                state.Refuse(full.SessionId, full.Response);
                state.Finish();
            }
        }
        else if (state.Last is { Kind: ResponseKind.Refused })
        {
            // The refusal of the message itself, by its last remaining session.
            state.Finish();
        }
        else
        {
            state.GiveUp(sessions.ReasonOf(state.Message.SessionIds[state.Message.SessionIds.Count - 1]));
        }

        return null;
    }

    /// <summary>Waits until a request may be sent, sends it, and handles its outcome.</summary>
    private async Task TryRequestAsync(SendState state, string session, CancellationToken stop, CancellationToken abort)
    {
        await schedule.WaitForHoursAsync(stop).ConfigureAwait(false);
        var lease = await breaker.EnterAsync(onWait, stop).ConfigureAwait(false);
        if (lease.ProbeFailure is { } failure)
        {
            if (!CountRetry(state, failure))
            {
                state.GiveUp(failure);
            }

            return;
        }

        ApiResponse? response = null;
        var hasTurn = false;
        try
        {
            hasTurn = await pacer.EnterAsync(session, stop).ConfigureAwait(false);
            if (hasTurn && await ReserveAsync(state, session, lease, stop).ConfigureAwait(false))
            {
                state.BeginRequest();
                var request = new SendRequest(session, state.Message.Recipient, state.Message.Text);
                Interlocked.Increment(ref inFlight);
                try
                {
                    response = await client.SendAsync(request, abort).ConfigureAwait(false);
                }
                finally
                {
                    Interlocked.Decrement(ref inFlight);
                }
            }
        }
        finally
        {
            if (hasTurn)
            {
                pacer.Leave(session, wasUsed: response is not null);
            }

            if (response is null)
            {
                breaker.Release(lease);
            }
        }

        if (response is not null)
        {
            await FollowUpAsync(state, session, lease, response, stop, abort).ConfigureAwait(false);
        }
    }

    /// <summary>Reserves the request in the ledger. If the ledger refuses, the message or its session may be done.</summary>
    private async Task<bool> ReserveAsync(SendState state, string session, BreakerLease lease, CancellationToken stop)
    {
        var reservation = await state.Entry.ReserveAsync(session, stop).ConfigureAwait(false);
        switch (reservation.Result)
        {
            // The hours may have ended while the message waited for its turn.
            case ReservationResult.Go when stop.IsCancellationRequested || (breaker.IsOpen && !lease.IsProbe) || !schedule.IsOpen:
                await state.Entry.GiveBackAsync().ConfigureAwait(false);
                return false;
            case ReservationResult.Go:
                return true;
            case ReservationResult.Stopped:
                return false;
            case ReservationResult.DayIsFull:
                var resetsAt = options.Time.GetLocalNow() + reservation.Wait;
                SkipToday(state, session, RetryPolicy.DailyLimit(session, options.Limits.MessagesPerDay, resetsAt), resetsAt);
                return false;
            default:
                state.FinishAsRecorded(reservation.Result);
                return false;
        }
    }

    private async Task FollowUpAsync(
        SendState state,
        string session,
        BreakerLease lease,
        ApiResponse response,
        CancellationToken stop,
        CancellationToken abort
    )
    {
        if (lease.IsAfterQuietWindow && RetryPolicy.IsRateLimit(response))
        {
            response = RetryPolicy.AfterQuietWindow(response, session, schedule.NextReset);
        }

        state.RecordOutcome(session, response);
        if (response.Kind != ResponseKind.NotReached)
        {
            isDown = false;
        }

        var wait = isDown ? options.IntervalWhileDown : RetryPolicy.WaitBefore(response, state.Retries, options);
        var waitsAtBreaker = breaker.RecordOutcome(lease, response, wait, options.Limits.Window);
        await ShareLimitAsync(session, response, wait, abort).ConfigureAwait(false);

        switch (RetryPolicy.Decide(response, options.Mode))
        {
            case RetryDecision.Retry when !abort.IsCancellationRequested && CountRetry(state, response):
                await state.ReleaseRequestAsync(abort).ConfigureAwait(false);
                onRetry(
                    Text.Delivery_Retry.With(
                        state.Message.Recipient,
                        response.Code,
                        wait.TotalSeconds,
                        state.Retries,
                        options.MaximumRetryCount
                    )
                );
                if (!waitsAtBreaker)
                {
                    onWait(new Waiting(WaitReason.Repeat, options.Time.GetLocalNow() + wait));
                    await Platform.WaitAsync(options.Time, wait, stop).ConfigureAwait(false);
                }

                break;
            case RetryDecision.NextSession when !state.MayHaveArrived:
                await state.ReleaseRequestAsync(abort).ConfigureAwait(false);
                if (response.Code == ErrorCode.DailyLimit)
                {
                    SkipToday(state, session, response, schedule.NextReset);
                }
                else
                {
                    FailOver(state, session, response);
                }

                break;
            case RetryDecision.EndBatch:
                Interlocked.CompareExchange(ref end, response, null);
                state.Finish();
                break;
            default:
                state.Finish();
                break;
        }
    }

    /// <summary>Records the limit that the service reported, for all processes that share the ledger.</summary>
    private async Task ShareLimitAsync(string session, ApiResponse response, TimeSpan wait, CancellationToken abort)
    {
        if (RetryPolicy.IsRateLimit(response))
        {
            await ledger.HoldAsync(wait, abort).ConfigureAwait(false);
        }
        else if (response.Code == ErrorCode.DailyLimit)
        {
            await ledger.CloseDayAsync(session, abort).ConfigureAwait(false);
        }
    }

    /// <summary>Counts a failed request, or the failed probe that a message waited for, as one of the message's retries.</summary>
    /// <returns>False if no retry is left.</returns>
    private bool CountRetry(SendState state, ApiResponse response)
    {
        var isUnreached = response.Kind == ResponseKind.NotReached;
        if (state.Retries < options.MaximumRetryCount && !(isDown && isUnreached))
        {
            state.Retries++;
            return true;
        }

        isDown |= isUnreached;
        return false;
    }

    private void FailOver(SendState state, string session, ApiResponse response)
    {
        state.Refuse(session, response);
        var reason = response with { Text = Text.Session_Lost.With(session, response.Code, response.Text) };
        if (sessions.Remove(session, reason) && sessions.Choose(state) is { } next)
        {
            warn(Text.Session_Failover.With(session, response.Code, next));
        }
    }

    /// <summary>The session can't send more messages today; another one may.</summary>
    private void SkipToday(SendState state, string session, ApiResponse response, DateTimeOffset resetsAt)
    {
        state.Refuse(session, response);
        state.FullSessions.Add(new FullSession(session, response, resetsAt));
        if (sessions.NoteFullDay(session, schedule.Today) && sessions.Choose(state) is { } next)
        {
            warn(Text.Session_FailoverToday.With(session, next, resetsAt));
        }
    }
}
