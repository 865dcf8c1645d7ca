namespace Kirimy.Sandbox.Http;

internal sealed record Response(int Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
    public ResponseEnding Ending { get; init; }

    /// <summary>In addition to the latency of the sandbox.</summary>
    public TimeSpan Delay { get; init; }

    public Response With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}

internal enum ResponseEnding
{
    Complete,

    /// <summary>The connection is closed after half of the body.</summary>
    CutShort,

    Dropped,
    Reset,

    /// <summary>The connection stays open until the sandbox stops.</summary>
    Withheld,
}
