using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>Takes messages to their result, one call a message: repeats, waits, goes over to another session, ends the batch.</summary>
/// <param name="client">What posts.</param>
/// <param name="options">How.</param>
/// <param name="warn">Called once for each session that is lost while another one takes over.</param>
/// <param name="tell">Called before each wait for a repeat.</param>
internal sealed class Courier(KirimyClient client, DeliveryOptions options, Action<string> warn, Action<string> tell)
{
    private readonly SessionRoute route = new();
    private ApiReply? end;

    /// <summary>Sends one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">Nothing new is sent from here on, and waits end.</param>
    /// <param name="abort">Requests under way are cut short.</param>
    /// <returns>What became of it.</returns>
    public async Task<SendResult> DeliverAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        var began = options.Time.GetTimestamp();
        var journey = new Journey(message);
        while (!journey.IsOver)
        {
            if (Volatile.Read(ref end) is { } reason)
            {
                journey.GiveUp(reason with { Kind = ReplyKind.NotReached });
            }
            else if (stop.IsCancellationRequested)
            {
                journey.Stop();
            }
            else if (route.Choose(message.SessionIds) is { } session)
            {
                await TryAsync(journey, session, stop, abort).ConfigureAwait(false);
            }
            else if (journey.Last is { Kind: ReplyKind.Refused })
            {
                // Its own refusal, by the last session there was.
                journey.IsOver = true;
            }
            else
            {
                journey.GiveUp(route.ReasonOf(message.SessionIds[message.SessionIds.Count - 1]));
            }
        }

        return journey.ToResult(options.Time.GetLocalNow(), journey.Attempts == 0 ? TimeSpan.Zero : options.Time.GetElapsedTime(began));
    }

    private async Task TryAsync(Journey journey, string session, CancellationToken stop, CancellationToken abort)
    {
        var message = journey.Message;
        var reply = await client.SendAsync(new SendRequest(session, message.Receive, message.Text), abort).ConfigureAwait(false);
        journey.Record(session, reply);
        switch (RepeatTable.Next(reply, options.Mode))
        {
            case NextStep.Repeat when journey.Repeats < options.MaximumRetryCount && !abort.IsCancellationRequested:
                var wait = RepeatTable.Wait(reply, journey.Repeats++, options.RetryInterval, options.Random());
                tell(Text.Delivery_Repeat.With(message.Receive, reply.Code, wait.TotalSeconds, journey.Repeats, options.MaximumRetryCount));
                await Platform.WaitAsync(options.Time, wait, stop).ConfigureAwait(false);
                break;
            case NextStep.ChangeSession when !journey.MayHaveArrived:
                LoseSession(message, session, reply);
                break;
            case NextStep.EndBatch:
                Interlocked.CompareExchange(ref end, reply, null);
                journey.IsOver = true;
                break;
            default:
                journey.IsOver = true;
                break;
        }
    }

    private void LoseSession(OutgoingMessage message, string session, ApiReply reply)
    {
        var reason = reply with { Text = Text.Session_Lost.With(session, reply.Code, reply.Text) };
        if (route.Lose(session, reason) && route.Choose(message.SessionIds) is { } next)
        {
            warn(Text.Session_Failover.With(session, reply.Code, next));
        }
    }
}
