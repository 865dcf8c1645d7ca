using System.Globalization;
using System.Net.Http.Json;

namespace Kirimy.Benchmarks.Server;

/// <summary>An <see cref="ApiServer"/> in its own process. It ends with this object, or with this process.</summary>
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

    /// <summary>A server that takes all there is.</summary>
    public static ServerProcess Start() => new();

    /// <summary>A server that answers 429 to what is more than so many requests in any window.</summary>
    public static ServerProcess StartLimited(int requests, TimeSpan window) =>
        new(requests.ToString(CultureInfo.InvariantCulture), ((int)window.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    /// <summary>A server that is reached over TLS and a route that adds to each round trip.</summary>
    /// <param name="roundTrip">The time that is added.</param>
    /// <param name="trustFile">The path of the file that is written for <c>$SSL_CERT_FILE</c> of its clients.</param>
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
