using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;
using Kirimy.Client.RateLimiting;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Takes what is one request in the end, a message or a part of one, to its result: waits its turn, repeats, goes over to another session,
/// ends the batch.
/// </summary>
/// <param name="client">What posts.</param>
/// <param name="ledger">What may be sent when.</param>
/// <param name="options">How.</param>
/// <param name="warn">Called once for each session that is lost while another one takes over.</param>
/// <param name="tell">Called before each wait for a repeat.</param>
/// <param name="waiting">Called at the start of each wait.</param>
internal sealed class Courier(
    KirimyClient client,
    ILedger ledger,
    DeliveryOptions options,
    Action<string> warn,
    Action<string> tell,
    Action<Waiting> waiting
)
{
    private readonly CircuitBreaker gate = Shared<CircuitBreaker>.Of(client, options.Time, static time => new CircuitBreaker(time));
    private readonly SessionPacer pace = new(client, options, waiting);
    private readonly SessionFailover route = new();
    private ApiResponse? end;

    /// <summary>
    /// Whether a message had all its repeats and the service was never reached. The next ones need not go through all that again: one
    /// probe is enough for them.
    /// </summary>
    private volatile bool isDown;

    /// <summary>
    /// Whether the last message was one that need not be sent: then the next one may be, too, and to look is cheaper than to ask for a
    /// turn. So a batch that is run again is soon where it ended, and one that is shared where nobody is yet.
    /// </summary>
    private volatile bool isMetBefore;

    /// <summary>Whether the ledger could not be used.</summary>
    private volatile bool isLedgerLost;

    /// <summary>Whether nothing more is sent in this batch.</summary>
    public bool HasEnded => Volatile.Read(ref end) is not null;

    /// <summary>Sends one message, or one part.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">Nothing new is sent from here on, and waits end.</param>
    /// <param name="abort">Requests under way are cut short.</param>
    /// <returns>What became of it; on record in the ledger once that is done, unless a warning says otherwise.</returns>
    public async Task<Delivered> DeliverAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        var journey = new SendState(message, ledger.Claim(message, waiting), options.Time);
        try
        {
            // Where nothing is waited for before the ledger is asked anyway, that tells as much.
            if (
                message.Identity is not null
                && Volatile.Read(ref end) is null
                && (isMetBefore || gate.IsClosed || !pace.IsOff || route.Choose(message.SessionIds) is null)
            )
            {
                if (await journey.Claim.LookUpAsync(stop).ConfigureAwait(false) is { } known)
                {
                    journey.Follow(known);
                }
                else
                {
                    isMetBefore = false;
                }
            }

            while (!journey.IsOver)
            {
                if (NextSession(journey, stop) is { } session)
                {
                    await RequestAsync(journey, session, stop, abort).ConfigureAwait(false);
                }
            }
        }
        catch (KirimyException exception)
        {
            // The ledger: nothing more is sent that could not be recorded.
            EndBatch(exception);
            journey.GiveUp(Volatile.Read(ref end)!);
            isLedgerLost = true;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The ledger did not answer within the grace.
            journey.Stop();
        }

        var result = journey.ToResult();
        if (isLedgerLost && result.Attempts == 0)
        {
            // It left nothing that is worth another wait: what it had in the ledger comes back when that is closed.
            return new Delivered(result);
        }

        // Not awaited here: while it is being put on record, the worker can begin another message, and both are one commit.
        var recording = RecordAsync(journey, result, abort);
        return recording.IsCompletedSuccessfully ? new Delivered(result) : new Delivered(result, recording.AsTask());
    }

    /// <summary>Sends nothing more in this batch.</summary>
    public void EndBatch(KirimyException exception) =>
        Interlocked.CompareExchange(
            ref end,
            new ApiResponse
            {
                Kind = ResponseKind.NotReached,
                Code = exception.Code,
                Text = exception.Message,
            },
            null
        );

    private async ValueTask RecordAsync(SendState journey, SendResult result, CancellationToken abort)
    {
        try
        {
            await journey.Claim.CompleteAsync(journey.LastRequest, result, abort).ConfigureAwait(false);
        }
        catch (KirimyException exception)
        {
            EndBatch(exception);
            WarnOfUnrecorded(result, exception.Message);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            WarnOfUnrecorded(result, Text.Ledger_NotWaitedFor);
        }
    }

    private void WarnOfUnrecorded(SendResult result, string why)
    {
        if (result.Attempts > 0)
        {
            warn(Text.Ledger_NotRecorded.With(result, why));
        }
    }

    /// <summary>The session that a message's next request goes by; null when none is to be made, and the message is over.</summary>
    private string? NextSession(SendState journey, CancellationToken stop)
    {
        var sessions = journey.Message.SessionIds;
        if (Volatile.Read(ref end) is { } reason)
        {
            journey.GiveUp(reason with { Kind = ResponseKind.NotReached });
        }
        else if (stop.IsCancellationRequested)
        {
            journey.Stop();
        }
        else if (route.Choose(sessions) is { } session)
        {
            return session;
        }
        else if (journey.Last is { Kind: ResponseKind.Refused })
        {
            // Its own refusal, by the last session there was.
            journey.IsOver = true;
        }
        else
        {
            journey.GiveUp(route.ReasonOf(sessions[sessions.Count - 1]));
        }

        return null;
    }

    /// <summary>Waits for the service's, the session's and the key's turn, makes a request, and decides what follows from it.</summary>
    /// <remarks>One method, because each that waits for the answer is work for every message.</remarks>
    private async Task RequestAsync(SendState journey, string session, CancellationToken stop, CancellationToken abort)
    {
        var pass = await gate.EnterAsync(waiting, stop).ConfigureAwait(false);
        if (pass.Failed is { } failed)
        {
            if (!CountRepeat(journey, failed))
            {
                journey.GiveUp(failed);
            }

            return;
        }

        ApiResponse? reply = null;
        var hasTurn = false;
        try
        {
            hasTurn = await pace.EnterAsync(session, stop).ConfigureAwait(false);
            if (hasTurn && await IsAdmittedAsync(journey, session, pass, stop).ConfigureAwait(false))
            {
                journey.Begin();
                var message = journey.Message;
                reply = await client.SendAsync(new SendRequest(session, message.Receive, message.Text), abort).ConfigureAwait(false);
            }
        }
        finally
        {
            if (hasTurn)
            {
                pace.Leave(session, wasSent: reply is not null);
            }

            if (reply is null)
            {
                gate.Abandon(pass);
            }
        }

        if (reply is not null)
        {
            await FollowUpAsync(journey, session, pass, reply, stop, abort).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the ledger whether the request may be made. Where it may not, the message or its session may be over.</summary>
    private async ValueTask<bool> IsAdmittedAsync(SendState journey, string session, BreakerLease pass, CancellationToken stop)
    {
        var admission = await journey.Claim.AdmitAsync(session, stop).ConfigureAwait(false);
        switch (admission)
        {
            case Admission.Go when stop.IsCancellationRequested || (gate.IsClosed && !pass.IsProbe):
                await journey.Claim.WithdrawAsync().ConfigureAwait(false);
                return false;
            case Admission.Go:
                return true;
            case Admission.Stopped:
                return false;
            case Admission.DayIsFull:
                LoseSession(journey, session, RetryPolicy.DayIsFull(session, options.Limits.MessagesPerDay));
                return false;
            default:
                isMetBefore = true;
                journey.Follow(admission);
                return false;
        }
    }

    private async Task FollowUpAsync(
        SendState journey,
        string session,
        BreakerLease pass,
        ApiResponse reply,
        CancellationToken stop,
        CancellationToken abort
    )
    {
        if (pass.IsAfterQuietWindow && RetryPolicy.IsRateLimit(reply))
        {
            reply = RetryPolicy.AfterQuietWindow(reply, session);
        }

        journey.Record(session, reply);
        if (isDown && reply.Kind != ResponseKind.NotReached)
        {
            isDown = false;
        }

        var wait = isDown ? options.IntervalWhileDown : RetryPolicy.Wait(reply, journey.Repeats, options);
        var waitsAtGate = gate.Report(pass, reply, wait, options.Limits.Window);
        if (RetryPolicy.IsRateLimit(reply))
        {
            await ledger.HoldAsync(wait, abort).ConfigureAwait(false);
        }

        switch (RetryPolicy.Next(reply, options.Mode))
        {
            case RetryDecision.Repeat when !abort.IsCancellationRequested && CountRepeat(journey, reply):
                await journey.ReleaseAsync(abort).ConfigureAwait(false);
                tell(
                    Text.Delivery_Repeat.With(
                        journey.Message.Receive,
                        reply.Code,
                        wait.TotalSeconds,
                        journey.Repeats,
                        options.MaximumRetryCount
                    )
                );
                if (!waitsAtGate)
                {
                    waiting(new Waiting(WaitReason.Repeat, options.Time.GetLocalNow() + wait));
                    await Platform.WaitAsync(options.Time, wait, stop).ConfigureAwait(false);
                }

                break;
            case RetryDecision.ChangeSession when !journey.MayHaveArrived:
                await journey.ReleaseAsync(abort).ConfigureAwait(false);
                LoseSession(journey, session, reply);
                break;
            case RetryDecision.EndBatch:
                Interlocked.CompareExchange(ref end, reply, null);
                journey.IsOver = true;
                break;
            default:
                journey.IsOver = true;
                break;
        }
    }

    /// <summary>Counts what follows a request that failed, the message's own or the probe that it waited for, as one of its repeats.</summary>
    /// <returns>False when it had them all.</returns>
    private bool CountRepeat(SendState journey, ApiResponse reply)
    {
        var isUnreached = reply.Kind == ResponseKind.NotReached;
        if (journey.Repeats < options.MaximumRetryCount && !(isDown && isUnreached))
        {
            journey.Repeats++;
            return true;
        }

        isDown |= isUnreached;
        return false;
    }

    private void LoseSession(SendState journey, string session, ApiResponse reply)
    {
        journey.Refuse(session, reply);
        var reason = reply with { Text = Text.Session_Lost.With(session, reply.Code, reply.Text) };
        if (route.Lose(session, reason) && route.Choose(journey.Message.SessionIds) is { } next)
        {
            warn(Text.Session_Failover.With(session, reply.Code, next));
        }
    }
}
