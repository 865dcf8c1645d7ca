using System.Globalization;
using Kirimy.Sandbox.Api;
using Kirimy.Sandbox.Inbox;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirimy.Sandbox.Http;

/// <summary>From a request to its answer: which path, which method, whose.</summary>
internal sealed class Router(SendMessageEndpoint sendMessage, InboxPage inbox, TimeSpan latency)
{
    private const string SendMessagePath = "/v1/send-message";
    private const string PagePath = "/";
    private const string NewsPath = "/messages.json";

    /// <summary>What a browser needs to be told about any answer.</summary>
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Always =
    [
        new("Cache-Control", "no-store"),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    /// <summary>Answers a request. Never throws.</summary>
    public async Task<Answer> AnswerAsync(Request request)
    {
        Answer answer;
        try
        {
            answer = await RouteAsync(request).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A request that no rule foresaw is answered like one that no rule foresaw there: it must not go unanswered.
        catch (Exception)
#pragma warning restore CA1031
        {
            answer = ApiAnswers.Failed(500, ReasonPhrase.Of(500), "Internal server error");
        }

        return answer with
        {
            Headers = [.. Always, .. answer.Headers],
        };
    }

    private async Task<Answer> RouteAsync(Request request)
    {
        // A page of another site whose name was made to resolve to this machine asks with its own name (DNS rebinding).
        if (!LoopbackHost.Is(request.Header("Host")))
        {
            return ApiAnswers.Failed(421, ReasonPhrase.Of(421), "Not a loopback host");
        }

        return (request.Path, request.Method) switch
        {
            (SendMessagePath, "POST") => await SendAsync(request).ConfigureAwait(false),
            (SendMessagePath, _) => WrongMethod(request, "POST"),
            (PagePath, "GET" or "HEAD") => inbox.Page(),
            (NewsPath, "GET" or "HEAD") => inbox.News(AfterOf(request.Query)),
            (PagePath or NewsPath, _) => WrongMethod(request, "GET, HEAD"),
            _ => ApiAnswers.Failed(404, ReasonPhrase.Of(404), Cannot(request)),
        };
    }

    private async Task<Answer> SendAsync(Request request)
    {
        SendForm? form = null;
        FormRefusedException? problem = null;
        try
        {
            form = await SendFormReader.ReadAsync(request.Body, request.Header("Content-Type")).ConfigureAwait(false);
        }
        catch (FormRefusedException refused)
        {
            problem = refused;
        }

        var answer = sendMessage.Take(request.Header("api-key"), form, problem);
        return answer with { Delay = answer.Delay + latency };
    }

    private static Answer WrongMethod(Request request, string allowed) =>
        ApiAnswers.Failed(405, ReasonPhrase.Of(405), Cannot(request)).With("Allow", allowed);

    private static string Cannot(Request request) => $"Cannot {request.Method} {request.Path}";

    private static long AfterOf(string query) =>
        QueryHelpers.ParseQuery(query).TryGetValue("after", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : 0;
}
