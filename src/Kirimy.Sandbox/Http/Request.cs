namespace Kirimy.Sandbox.Http;

/// <summary>A complete HTTP request.</summary>
/// <param name="Method">The method, as received.</param>
/// <param name="Target">Path and query, as received.</param>
/// <param name="Headers">The header fields; fields of the same name are joined by commas.</param>
internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body; null if it was too long.</summary>
    public byte[]? Body { get; init; } = [];

    /// <summary>Whether the connection may carry another request.</summary>
    public bool KeepAlive { get; init; }

    public string Path => Target.Split('?')[0];

    /// <summary>The part after the question mark.</summary>
    public string Query => Target.Substring(Path.Length).TrimStart('?');

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

/// <summary>Recognizes the names of this machine.</summary>
internal static class LoopbackHost
{
    /// <summary>Whether a Host header names this machine by a loopback address or as localhost, with or without a port.</summary>
    public static bool Is(string? host) =>
        Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri)
        && uri is { IsLoopback: true, UserInfo.Length: 0, AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0 };
}
