namespace Kirimy.Sandbox.Http;

/// <summary>Tells this machine's own names from others.</summary>
internal static class LoopbackHost
{
    /// <summary>Whether a Host header names this machine by a loopback address or as localhost, with or without a port.</summary>
    public static bool Is(string? host) =>
        Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri)
        && uri is { IsLoopback: true, UserInfo.Length: 0, AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0 };
}
