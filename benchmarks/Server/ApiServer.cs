using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kirimy.Benchmarks.Server;

/// <summary>
/// The service, in its own process so that its work isn't counted as the client's. It reads each request completely and responds like the
/// API, with as little work as Kestrel allows.
/// </summary>
internal sealed class ApiServer(SlidingWindowLog? limit)
{
    /// <summary>The first argument of a server behind TLS and a slow route.</summary>
    public const string Distant = "distant";

    private static readonly byte[] Sent =
        """{"success":true,"message":"Message sent successfully","data":{"message_id":"3EB0C767D097B7C7C030","session_id":"bench","receive":"6281200000000","timestamp":"2026-01-01T00:00:00.000Z"}}"""u8.ToArray();

    private static readonly byte[] Busy = """{"success":false,"message":"Too Many Requests","error_code":"429"}"""u8.ToArray();

    private long answered;

    /// <summary>Serves on a free port until standard input ends, which happens when the parent process ends.</summary>
    /// <param name="arguments">
    /// None; the number of allowed requests and the milliseconds of the window; or <see cref="Distant"/>, the milliseconds to add to a
    /// round trip, and the path of the file that makes clients trust the server's certificate.
    /// </param>
    public static async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var (limit, roundTrip, trustFile) = arguments switch
        {
            [Distant, var milliseconds, var path] => (null, Milliseconds(milliseconds), path),
            [var count, var milliseconds] => (
                new SlidingWindowLog(Number(count), Milliseconds(milliseconds), TimeProvider.System),
                TimeSpan.Zero,
                null
            ),
            _ => ((SlidingWindowLog?)null, TimeSpan.Zero, (string?)null),
        };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(
                    IPAddress.Loopback,
                    0,
                    listen =>
                    {
                        if (trustFile is not null)
                        {
                            listen.UseHttps(ServerCertificate.Create(trustFile));
                        }
                    }
                )
            );
        await using var application = builder.Build();
        application.Run(new ApiServer(limit).AnswerAsync);
        await application.StartAsync();
        var address = new UriBuilder(application.Urls.Single());
        if (roundTrip > TimeSpan.Zero)
        {
            address.Port = new SlowRoute(new IPEndPoint(IPAddress.Loopback, address.Port), roundTrip).Start();
        }

        await Console.Out.WriteLineAsync(address.Uri.AbsoluteUri);
        await Console.In.ReadToEndAsync();
    }

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(Number(text));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path == "/send-message")
        {
            return SendAsync(context);
        }

        if (context.Request.Path == "/statistics")
        {
            return context.Response.WriteAsync(JsonSerializer.Serialize(Statistics(), StatisticsJsonContext.Default.ServerStatistics));
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context)
    {
        // A request counts when it arrives, not when its body has been read.
        var isAllowed = limit is null || limit.TryEnter();
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        Interlocked.Increment(ref answered);
        var answer = isAllowed ? Sent : Busy;
        context.Response.StatusCode = isAllowed ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer);
    }

    /// <summary>The statistics since the last request for them.</summary>
    private ServerStatistics Statistics() =>
        new(Interlocked.Exchange(ref answered, 0), limit?.TakeAccepted() ?? [], limit?.TakeRefused() ?? 0);
}
