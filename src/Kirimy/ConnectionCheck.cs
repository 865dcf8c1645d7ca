namespace Kirimy;

/// <summary>One line of the checklist that Test-KirimyConnection goes through.</summary>
public sealed class ConnectionCheck
{
    internal ConnectionCheck() { }

    /// <summary>What was looked at.</summary>
    public ConnectionCheckKind Check { get; internal init; }

    /// <summary>Whether it is in order; null where there was nothing to check, or an earlier failure left nothing to check.</summary>
    public bool? Ok { get; internal init; }

    /// <summary>What was found.</summary>
    public string Detail { get; internal init; } = string.Empty;

    /// <summary>What to do; also of something that is in order and will not stay so. Null when there is nothing to do.</summary>
    public string? Advice { get; internal init; }

    /// <summary>The code that a send would fail with, one of <see cref="Kirimy.ErrorCode"/>; null where there is none.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>How long it took; null where nothing was done.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Check}: {Detail}";

    internal static ConnectionCheck Passed(ConnectionCheckKind check, string found, TimeSpan? duration = null, string? advice = null) =>
        new()
        {
            Check = check,
            Ok = true,
            Detail = found,
            Advice = advice,
            Duration = duration,
        };

    internal static ConnectionCheck Failed(
        ConnectionCheckKind check,
        string? code,
        string found,
        string? advice,
        TimeSpan? duration = null
    ) =>
        new()
        {
            Check = check,
            Ok = false,
            Detail = found,
            Advice = advice,
            ErrorCode = code,
            Duration = duration,
        };

    /// <summary>There was nothing to check, or an earlier failure left nothing to check.</summary>
    internal static ConnectionCheck Skipped(ConnectionCheckKind check, string found, string? advice = null) =>
        new()
        {
            Check = check,
            Detail = found,
            Advice = advice,
        };
}

/// <summary>What a check of the connection looks at, in the order of the checks.</summary>
public enum ConnectionCheckKind
{
    /// <summary>Whether the name of the service, or of the proxy on the way there, leads to an address.</summary>
    Name,

    /// <summary>Whether a TCP connection can be made there.</summary>
    Tcp,

    /// <summary>Which proxy is used, who says so, and whether it lets through.</summary>
    Proxy,

    /// <summary>Whether a secure connection can be made: the version, the certificate and its days left.</summary>
    Tls,

    /// <summary>Whether the service answers.</summary>
    Http,

    /// <summary>How far this machine's clock and the service's are apart.</summary>
    Clock,

    /// <summary>Whether there is an API key that can be sent, where it is, and its fingerprint.</summary>
    ApiKey,

    /// <summary>Whether sessions are named.</summary>
    Session,

    /// <summary>Whether the ledger can be used.</summary>
    Ledger,

    /// <summary>What is left of the limits, of the key and of each session.</summary>
    Quota,

    /// <summary>What came of one real message, which tells the state of its session.</summary>
    Message,
}
