namespace Kirimy.Sandbox.Http;

/// <summary>Header fields of the same name are joined by commas.</summary>
internal sealed record Request(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Null if it was too long.</summary>
    public byte[]? Body { get; init; } = [];

    public bool KeepAlive { get; init; }

    public string Path => Target.Split('?')[0];

    public string Query => Target.Substring(Path.Length).TrimStart('?');

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

internal static class LoopbackHost
{
    /// <summary>By a loopback address or as localhost, with or without a port.</summary>
    public static bool Is(string? host) =>
        Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri)
        && uri is { IsLoopback: true, UserInfo.Length: 0, AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0 };
}
