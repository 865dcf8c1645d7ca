using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Inbox;
using Kirimy.Sandbox.Service;
using Microsoft.AspNetCore.WebUtilities;

namespace Kirimy.Sandbox;

/// <summary>Router: chooses the endpoint for a path and a method.</summary>
internal sealed class Router(SendMessageEndpoint sendMessage, InboxPage inbox, TimeSpan latency) : IRequestHandler
{
    private const string SendMessagePath = "/v1/send-message";
    private const string PagePath = "/";
    private const string NewsPath = "/messages.json";

    private static readonly IReadOnlyList<KeyValuePair<string, string>> Always =
    [
        new("Cache-Control", "no-store"),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "no-referrer"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    public Response Refuse(int status, string message) => ApiResponses.Failed(status, ReasonPhrases.GetReasonPhrase(status), message);

    public async Task<Response> HandleAsync(Request request)
    {
        Response response;
        try
        {
            response = await RouteAsync(request).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As at the real service, every request gets a response.
        catch (Exception)
#pragma warning restore CA1031
        {
            response = Refuse(500, "Internal server error");
        }

        return response with
        {
            Headers = [.. Always, .. response.Headers],
        };
    }

    private async Task<Response> RouteAsync(Request request)
    {
        // DNS rebinding: the page of another site whose name resolves to this machine sends its own name.
        if (!LoopbackHost.Is(request.Header("Host")))
        {
            return Refuse(421, "Not a loopback host");
        }

        return (request.Path, request.Method) switch
        {
            (SendMessagePath, "POST") => await SendAsync(request).ConfigureAwait(false),
            (SendMessagePath, _) => WrongMethod(request, "POST"),
            (PagePath, "GET" or "HEAD") => inbox.Page(),
            (NewsPath, "GET" or "HEAD") => inbox.News(AfterOf(request.Query)),
            (NewsPath, "DELETE") => inbox.Clear(),
            (PagePath, _) => WrongMethod(request, "GET, HEAD"),
            (NewsPath, _) => WrongMethod(request, "GET, HEAD, DELETE"),
            _ => Refuse(404, Cannot(request)),
        };
    }

    private async Task<Response> SendAsync(Request request)
    {
        SendForm? form = null;
        BadRequestException? problem = null;
        try
        {
            form = await SendFormReader.ReadAsync(request.Body, request.Header("Content-Type")).ConfigureAwait(false);
        }
        catch (BadRequestException refused)
        {
            problem = refused;
        }

        var response = sendMessage.Handle(request.Header("api-key"), form, problem);
        return response with { Delay = response.Delay + latency };
    }

    private Response WrongMethod(Request request, string allowed) => Refuse(405, Cannot(request)).With("Allow", allowed);

    private static string Cannot(Request request) => $"Cannot {request.Method} {request.Path}";

    private static long AfterOf(string query) =>
        QueryHelpers.ParseQuery(query).TryGetValue("after", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : 0;
}
