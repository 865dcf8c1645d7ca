using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Messages;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirimy.Sandbox.Service;

/// <summary>POST /v1/send-message: applies the rules of the API's document in the order of a gateway, a parser and a service. Thread-safe.</summary>
internal sealed class SendMessageEndpoint(SandboxOptions options, string apiKey, int port, MessageStore store)
{
    /// <summary>In UTF-16 code units, because a request may have any text.</summary>
    private const int MaxNameLength = 128;

    private readonly object gate = new();
    private readonly SlidingWindow requests = new(options.RequestsPerMinute, options.RateWindow, options.TimeProvider);
    private readonly DailyCount messages = new(options.MessagesPerDay, options.TimeProvider);
    private readonly HashSet<string> respondedOnce = new(StringComparer.Ordinal);
    private long sent;

    /// <summary>The form is null if the body isn't one; then there is a problem.</summary>
    public Response Handle(string? key, SendForm? form, BadRequestException? problem)
    {
        // One request at a time, so counts and stored messages are consistent. A decision takes microseconds.
        lock (gate)
        {
            var now = options.TimeProvider.GetUtcNow();
            var verdict = Decide(key, form, problem, now);
            if (form is not null)
            {
                store.Add(id => Record(id, form, now, verdict));
            }

            return verdict.Response;
        }
    }

    private Verdict Decide(string? key, SendForm? form, BadRequestException? problem, DateTimeOffset now)
    {
        if (!string.Equals(key, apiKey, StringComparison.Ordinal))
        {
            return ApiError.InvalidApiKey;
        }

        if (!requests.TryTake())
        {
            return new Verdict(ApiResponses.TooManyRequests());
        }

        if (form is null)
        {
            return new Verdict(ApiResponses.Failed(problem!.Status, ReasonPhrases.GetReasonPhrase(problem.Status), problem.Message));
        }

        if (form.SessionId is null || !options.SessionIds.Contains(form.SessionId, StringComparer.Ordinal))
        {
            var known = form.SessionId is not null && options.InactiveSessionIds.Contains(form.SessionId, StringComparer.Ordinal);
            return known ? ApiError.SessionInactive : ApiError.SessionNotFound;
        }

        if (SendMessageRules.Validate(form) is { } error)
        {
            return error;
        }

        if (sent >= options.Quota)
        {
            return ApiError.QuotaExceeded;
        }

        return messages.IsUsedUp(form.SessionId) ? new Verdict(ApiResponses.TooManyRequests()) : Send(form, now);
    }

    private Verdict Send(SendForm form, DateTimeOffset now)
    {
        var simulated = SimulatedNumber.Find(form.Recipient!);
        if (simulated is { Once: true } && !respondedOnce.Add(simulated.Recipient.Number))
        {
            simulated = null;
        }

        var message = new SentMessage(simulated?.NumericId == true ? NumericId() : TextId(), form.SessionId!, form.Recipient!, now);
        var delivered = simulated is null || simulated.DeliversNow;
        if (delivered)
        {
            sent++;
            messages.Add(form.SessionId!);
        }

        return new Verdict(simulated?.Respond(message, port) ?? ApiResponses.Sent(message))
        {
            MessageId = delivered ? message.MessageId : null,
            ErrorCode = simulated?.ResponseCode,
            SimulatedNumber = simulated?.Recipient.Name,
        };
    }

    private static SandboxMessage Record(long id, SendForm form, DateTimeOffset arrived, Verdict verdict) =>
        new()
        {
            Id = id,
            MessageId = verdict.MessageId,
            SessionId = Cut(form.SessionId, MaxNameLength),
            Recipient = Cut(form.Recipient, MaxNameLength),
            Message = Cut(form.Message, SendMessageRules.MaxMessageLength),
            Timestamp = arrived,
            Status = verdict.MessageId is null ? SandboxMessageStatus.NotDelivered : SandboxMessageStatus.Delivered,
            ErrorCode = verdict.ErrorCode,
            SimulatedNumber = verdict.SimulatedNumber,
            HttpStatus = verdict.Response.Ending is ResponseEnding.Dropped or ResponseEnding.Reset or ResponseEnding.Withheld
                ? null
                : verdict.Response.Status,
        };

    private static string? Cut(string? text, int length) => text?.Length > length ? text.Substring(0, length) : text;

    private static string TextId() => "3EB0" + Bytes.Hex(Bytes.Random(9)).ToUpperInvariant();

    /// <summary>An ID that a JavaScript number represents exactly.</summary>
    private static string NumericId() =>
        (1_000_000_000_000 + BitConverter.ToUInt32(Bytes.Random(4), 0)).ToString(CultureInfo.InvariantCulture);
}
