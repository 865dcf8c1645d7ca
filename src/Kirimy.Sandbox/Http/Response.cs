namespace Kirimy.Sandbox.Http;

/// <summary>An HTTP response, or the fault to simulate.</summary>
internal sealed record Response(int Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ResponseEnding Ending { get; init; }

    /// <summary>The delay of this response, in addition to the latency of the sandbox.</summary>
    public TimeSpan Delay { get; init; }

    public Response With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}

/// <summary>How a response ends.</summary>
internal enum ResponseEnding
{
    /// <summary>Normally.</summary>
    Complete,

    /// <summary>The connection is closed after half of the body.</summary>
    CutShort,

    /// <summary>The connection is closed without a response.</summary>
    Dropped,

    /// <summary>The connection is reset without a response.</summary>
    Reset,

    /// <summary>There is no response, and the connection stays open until the sandbox stops.</summary>
    Withheld,
}
