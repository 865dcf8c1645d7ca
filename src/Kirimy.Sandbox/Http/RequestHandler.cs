using System.Globalization;
using System.Net;
using Kirimy.Sandbox.Api;
using Kirimy.Sandbox.Inbox;

namespace Kirimy.Sandbox.Http;

/// <summary>From a request to its answer: which path, which method, whose. Never throws, whatever the other side sends or however it leaves.</summary>
internal sealed class RequestHandler(SendMessageEndpoint sendMessage, InboxPage inbox, SandboxOptions options)
{
    /// <summary>How long a request may take to arrive.</summary>
    public static readonly TimeSpan ReceiveLimit = TimeSpan.FromMinutes(1);

    private const string SendMessagePath = "/v1/send-message";
    private const string PagePath = "/";
    private const string NewsPath = "/messages.json";

    public async Task HandleAsync(HttpListenerContext context, CancellationToken stopping)
    {
        try
        {
            var answer = await AnswerOrErrorAsync(context, stopping).ConfigureAwait(false);
            await AnswerWriter.WriteAsync(context, answer, options.TimeProvider, stopping).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The connection was lost or the sandbox stops: there is nobody to tell, and nothing may end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            Abort(context.Response);
        }
    }

    private async Task<Answer> AnswerOrErrorAsync(HttpListenerContext context, CancellationToken stopping)
    {
        try
        {
            return await AnswerAsync(context.Request, context.Response, stopping).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A request that no rule foresaw.
        catch (Exception exception) when (!IsLost(exception))
#pragma warning restore CA1031
        {
            return ApiAnswers.Failed(500, ReasonPhrase.Of(500), "Internal server error");
        }
    }

    private static bool IsLost(Exception exception) =>
        exception
            is IOException
                or HttpListenerException
                or ObjectDisposedException
                or OperationCanceledException
                or ProtocolViolationException;

    private async Task<Answer> AnswerAsync(HttpListenerRequest request, HttpListenerResponse response, CancellationToken stopping)
    {
        // A page of another site whose name was made to resolve to this machine asks with its own name (DNS rebinding).
        if (!LoopbackHost.Is(request.UserHostName))
        {
            return ApiAnswers.Failed(421, ReasonPhrase.Of(421), "Not a loopback host");
        }

        var path = request.RawUrl?.Split('?')[0] ?? string.Empty;
        return (path, request.HttpMethod) switch
        {
            (SendMessagePath, "POST") => await SendAsync(request, response, stopping).ConfigureAwait(false),
            (SendMessagePath, _) => WrongMethod(request, path, "POST"),
            (PagePath, "GET" or "HEAD") => inbox.Page(),
            (NewsPath, "GET" or "HEAD") => inbox.News(After(request)),
            (PagePath or NewsPath, _) => WrongMethod(request, path, "GET, HEAD"),
            _ => ApiAnswers.Failed(404, ReasonPhrase.Of(404), $"Cannot {request.HttpMethod} {path}"),
        };
    }

    private async Task<Answer> SendAsync(HttpListenerRequest request, HttpListenerResponse response, CancellationToken stopping)
    {
        SendForm? form = null;
        FormRefusedException? problem = null;
        try
        {
            form = await ReceiveAsync(request, response, stopping).ConfigureAwait(false);
        }
        catch (FormRefusedException refused)
        {
            problem = refused;
            response.KeepAlive = refused.Status != 413;
        }

        var answer = sendMessage.Take(request.Headers["api-key"], form, problem);
        return answer with { Delay = answer.Delay + options.Latency };
    }

    private async Task<SendForm> ReceiveAsync(HttpListenerRequest request, HttpListenerResponse response, CancellationToken stopping)
    {
        // A read that waits for bytes takes no token: the connection has to be cut under it.
        using var limit = Platform.CancelAfter(options.TimeProvider, ReceiveLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        using var cut = either.Token.Register(() => Abort(response));
        return await SendFormReader.ReadAsync(request.InputStream, request.ContentType, either.Token).ConfigureAwait(false);
    }

    private static Answer WrongMethod(HttpListenerRequest request, string path, string allowed) =>
        ApiAnswers.Failed(405, ReasonPhrase.Of(405), $"Cannot {request.HttpMethod} {path}").With("Allow", allowed);

    private static long After(HttpListenerRequest request) =>
        long.TryParse(request.QueryString["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;

    private static void Abort(HttpListenerResponse response)
    {
        try
        {
            response.Abort();
        }
#pragma warning disable CA1031 // What can't be aborted is gone already.
        catch (Exception) { }
#pragma warning restore CA1031
    }
}
