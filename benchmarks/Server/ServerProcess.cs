using System.Globalization;
using System.Net.Http.Json;

namespace Kirimy.Benchmarks.Server;

/// <summary>An <see cref="ApiServer"/> in its own process. It ends when this object is disposed or this process ends.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>The argument that starts this program as the server.</summary>
    public const string Role = "serve";

    private readonly ChildProcess process;
    private readonly HttpClient http = new();

    private ServerProcess(params string[] arguments)
    {
        process = new ChildProcess([Role, .. arguments]);
        BaseUri = new Uri(process.ReadLine());
    }

    /// <summary>The base address of the API, without <c>/send-message</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>Starts a server without limits.</summary>
    public static ServerProcess Start() => new();

    /// <summary>Starts a server that returns HTTP 429 for each request above the limit in any window.</summary>
    public static ServerProcess StartLimited(int requests, TimeSpan window) =>
        new(requests.ToString(CultureInfo.InvariantCulture), ((int)window.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts a server behind TLS and a route that adds latency to each round trip.</summary>
    /// <param name="roundTrip">The added time.</param>
    /// <param name="trustFile">The path of the file to write for <c>$SSL_CERT_FILE</c> of its clients.</param>
    public static ServerProcess StartDistant(TimeSpan roundTrip, string trustFile) =>
        new(ApiServer.Distant, ((int)roundTrip.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), trustFile);

    /// <summary>The statistics since the last request for them.</summary>
    public ServerStatistics TakeStatistics() =>
        http.GetFromJsonAsync(new Uri(BaseUri, "statistics"), StatisticsJsonContext.Default.ServerStatistics).GetAwaiter().GetResult()!;

    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
    }
}
