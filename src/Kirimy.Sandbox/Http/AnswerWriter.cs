using System.Net;

namespace Kirimy.Sandbox.Http;

/// <summary>Puts an answer on the wire, and plays how it ends.</summary>
internal static class AnswerWriter
{
    /// <summary>How long an answer is withheld at most: longer than any client waits, and not for ever, so that lost connections are given back.</summary>
    public static readonly TimeSpan WithheldLimit = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyList<KeyValuePair<string, string>> Always =
    [
        new("Cache-Control", "no-store"),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    public static async Task WriteAsync(HttpListenerContext context, Answer answer, TimeProvider time, CancellationToken cancellationToken)
    {
        var response = context.Response;
        if (answer.Delay > TimeSpan.Zero)
        {
            await Platform.Delay(time, answer.Delay, cancellationToken).ConfigureAwait(false);
        }

        switch (answer.Ending)
        {
            case AnswerEnding.Withheld:
                await Platform.Delay(time, WithheldLimit, cancellationToken).ConfigureAwait(false);
                response.Abort();
                break;
            case AnswerEnding.Dropped:
                response.Abort();
                break;
            default:
                await SendAsync(context, answer, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private static async Task SendAsync(HttpListenerContext context, Answer answer, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength64 = answer.Body.Length;
        foreach (var header in Always.Concat(answer.Headers))
        {
            response.Headers[header.Key] = header.Value;
        }

        if (context.Request.HttpMethod != "HEAD")
        {
            var length = answer.Ending == AnswerEnding.CutShort ? answer.Body.Length / 2 : answer.Body.Length;
            await Platform.WriteAsync(response.OutputStream, answer.Body, length, cancellationToken).ConfigureAwait(false);
            await response.OutputStream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (answer.Ending == AnswerEnding.CutShort)
        {
            response.Abort();
        }
        else
        {
            response.Close();
        }
    }
}
