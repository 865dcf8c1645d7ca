using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Delivery;

/// <summary>Takes messages to their result, one call a message: as an alert, in its parts, or as it is.</summary>
/// <param name="courier">What takes each of them, or each part.</param>
/// <param name="guard">Which alerts may go.</param>
/// <param name="warn">Called for what could not be put on record.</param>
internal sealed class Dispatcher(Courier courier, AlertSuppressor guard, Action<string> warn)
{
    /// <summary>Sends one message; an alert only where the same was not sent a short while ago.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stop">Nothing new is sent from here on, and waits end.</param>
    /// <param name="abort">Requests under way are cut short.</param>
    /// <returns>What became of it as a whole.</returns>
    public Task<Delivered> DeliverAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort) =>
        message.Alert is null || courier.HasEnded || stop.IsCancellationRequested
            ? DeliverWholeAsync(message, stop, abort)
            : DeliverAlertAsync(message, stop, abort);

    private async Task<Delivered> DeliverAlertAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        SuppressionDecision? turn = null;
        try
        {
            turn = await guard.AskAsync(message, stop).ConfigureAwait(false);
        }
        catch (KirimyException exception)
        {
            courier.EndBatch(exception);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It gets the result of one that was stopped.
        }

        if (turn is { MayGo: false })
        {
            return new Delivered(guard.HoldBack(message, turn));
        }

        SendResult? result = null;
        try
        {
            var told = turn is null ? message : guard.Tell(message, turn);
            result = await RecordedAsync(await DeliverWholeAsync(told, stop, abort).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await EndAlertAsync(message, turn, result, abort).ConfigureAwait(false);
        }

        return new Delivered(result);
    }

    /// <summary>A result, once it is on record.</summary>
    private static async ValueTask<SendResult> RecordedAsync(Delivered delivered)
    {
        await delivered.Recording.ConfigureAwait(false);
        return delivered.Result;
    }

    private async Task EndAlertAsync(OutgoingMessage message, SuppressionDecision? turn, SendResult? result, CancellationToken abort)
    {
        try
        {
            await guard.EndAsync(message, turn, result, abort).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            warn(Text.Alert_NotRecorded.With(message.Receive, Text.Ledger_NotWaitedFor));
        }
        catch (KirimyException exception)
        {
            courier.EndBatch(exception);
            warn(Text.Alert_NotRecorded.With(message.Receive, exception.Message));
        }
    }

    /// <summary>Sends one message: its parts one after another, as long as each is sent, all by one session.</summary>
    private Task<Delivered> DeliverWholeAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort) =>
        message.Parts.Count == 0 ? courier.DeliverAsync(message, stop, abort) : DeliverPartsAsync(message, stop, abort);

    private async Task<Delivered> DeliverPartsAsync(OutgoingMessage message, CancellationToken stop, CancellationToken abort)
    {
        var parts = new SplitMessage(message);
        while (parts.Next() is { } part)
        {
            parts.Add(await RecordedAsync(await courier.DeliverAsync(part, stop, abort).ConfigureAwait(false)).ConfigureAwait(false));
        }

        return new Delivered(parts.ToResult());
    }
}
