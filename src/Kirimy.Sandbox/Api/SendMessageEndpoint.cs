using System.Globalization;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Inbox;
using Kirimy.Sandbox.Limits;

namespace Kirimy.Sandbox.Api;

/// <summary>POST /v1/send-message: the rules of the API's document, in the order in which a gateway, a parser and a service behind it apply them.</summary>
internal sealed class SendMessageEndpoint
{
    private readonly object gate = new();
    private readonly SandboxOptions options;
    private readonly string apiKey;
    private readonly int port;
    private readonly MessageStore store;
    private readonly SlidingWindow requests;
    private readonly DailyCount messages;
    private readonly HashSet<string> playedOnce = new(StringComparer.Ordinal);
    private long sent;

    public SendMessageEndpoint(SandboxOptions options, string apiKey, int port, MessageStore store)
    {
        this.options = options;
        this.apiKey = apiKey;
        this.port = port;
        this.store = store;
        requests = new SlidingWindow(options.RequestsPerMinute, options.RateWindow, options.TimeProvider);
        messages = new DailyCount(options.MessagesPerDay, options.TimeProvider);
    }

    /// <summary>Decides on a request and keeps what it was.</summary>
    /// <param name="key">The header <c>api-key</c>.</param>
    /// <param name="form">The form; null when the body was none.</param>
    /// <param name="problem">Why the body was no form; null when it was one.</param>
    public Answer Take(string? key, SendForm? form, FormRefusedException? problem)
    {
        // One request at a time: what is counted and what is kept must agree, and a decision takes microseconds.
        lock (gate)
        {
            var now = options.TimeProvider.GetUtcNow();
            var verdict = Decide(key, form, problem, now);
            if (form is not null)
            {
                store.Add(form, now, verdict);
            }

            return verdict.Answer;
        }
    }

    private Verdict Decide(string? key, SendForm? form, FormRefusedException? problem, DateTimeOffset now)
    {
        if (!string.Equals(key, apiKey, StringComparison.Ordinal))
        {
            return ApiError.InvalidApiKey;
        }

        if (!requests.TryTake())
        {
            return new Verdict(ApiAnswers.TooManyRequests());
        }

        if (form is null)
        {
            return new Verdict(ApiAnswers.Failed(problem!.Status, ReasonPhrase.Of(problem.Status), problem.Message));
        }

        if (form.SessionId is null || !options.SessionIds.Contains(form.SessionId, StringComparer.Ordinal))
        {
            var known = form.SessionId is not null && options.InactiveSessionIds.Contains(form.SessionId, StringComparer.Ordinal);
            return known ? ApiError.SessionInactive : ApiError.SessionNotFound;
        }

        if (SendMessageRules.Broken(form) is { } broken)
        {
            return broken;
        }

        if (sent >= options.Quota)
        {
            return ApiError.QuotaExceeded;
        }

        return messages.IsUsedUp(form.SessionId) ? new Verdict(ApiAnswers.TooManyRequests()) : Send(form, now);
    }

    private Verdict Send(SendForm form, DateTimeOffset now)
    {
        var magic = MagicRecipient.Find(form.Receive!);
        if (magic is { Once: true } && !playedOnce.Add(magic.Recipient.Number))
        {
            magic = null;
        }

        var message = new SentMessage(magic?.NumericId == true ? NumericId() : TextId(), form.SessionId!, form.Receive!, now);
        var delivered = magic is null || magic.DeliversNow;
        if (delivered)
        {
            sent++;
            messages.Add(form.SessionId!);
        }

        return new Verdict(magic?.Play(message, port) ?? ApiAnswers.Sent(message))
        {
            MessageId = delivered ? message.MessageId : null,
            ErrorCode = magic?.AnsweredCode,
            Recipient = magic?.Recipient.Name,
        };
    }

    /// <summary>An id in the form that WhatsApp's own have.</summary>
    private static string TextId() => "3EB0" + Bytes.Hex(Bytes.Random(9)).ToUpperInvariant();

    /// <summary>An id that JavaScript's numbers hold exactly.</summary>
    private static string NumericId() =>
        (1_000_000_000_000 + BitConverter.ToUInt32(Bytes.Random(4), 0)).ToString(CultureInfo.InvariantCulture);
}
