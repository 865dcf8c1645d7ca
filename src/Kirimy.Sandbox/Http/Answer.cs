namespace Kirimy.Sandbox.Http;

/// <summary>What goes back on the wire.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Further header fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public AnswerEnding Ending { get; init; }

    /// <summary>How long the answer is kept back, beyond the latency of the whole sandbox.</summary>
    public TimeSpan Delay { get; init; }

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
