namespace Kirimy.Sandbox.Http;

/// <summary>What goes back on the wire.</summary>
internal sealed record Response(int Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Further header fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ResponseEnding Ending { get; init; }

    /// <summary>How long the answer is kept back, beyond the latency of the whole sandbox.</summary>
    public TimeSpan Delay { get; init; }

    public Response With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}

/// <summary>How an answer ends on the wire.</summary>
internal enum ResponseEnding
{
    /// <summary>As HTTP has it.</summary>
    Complete,

    /// <summary>The connection is closed when half of the announced body has gone out.</summary>
    CutShort,

    /// <summary>The connection is closed in order, and nothing is answered.</summary>
    Dropped,

    /// <summary>The connection is reset, and nothing is answered.</summary>
    Reset,

    /// <summary>Nothing is answered and the connection stays open, until the sandbox stops.</summary>
    Withheld,
}
