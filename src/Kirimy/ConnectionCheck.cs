namespace Kirimy;

/// <summary>The result of one check of Test-KirimyConnection.</summary>
public sealed class ConnectionCheck
{
    internal ConnectionCheck() { }

    /// <summary>The name of the check.</summary>
    public ConnectionCheckKind Check { get; internal init; }

    /// <summary>Whether the check passed; null if it was skipped.</summary>
    public bool? Ok { get; internal init; }

    /// <summary>The finding.</summary>
    public string Detail { get; internal init; } = string.Empty;

    /// <summary>The recommended action, also for a passed check that will fail soon; null if no action is needed.</summary>
    public string? Advice { get; internal init; }

    /// <summary>The error code that a send would have, one of <see cref="Kirimy.ErrorCode"/>; null if there is none.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The duration of the check; null if it was skipped or wasn't timed.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Check}: {Detail}";

    internal static ConnectionCheck Passed(ConnectionCheckKind check, string found, TimeSpan? duration = null, string? advice = null) =>
        Create(check, ok: true, found, advice, code: null, duration);

    internal static ConnectionCheck Failed(
        ConnectionCheckKind check,
        string? code,
        string found,
        string? advice,
        TimeSpan? duration = null
    ) => Create(check, ok: false, found, advice, code, duration);

    /// <summary>A check that was skipped, because it doesn't apply or an earlier check failed.</summary>
    internal static ConnectionCheck Skipped(ConnectionCheckKind check, string found, string? advice = null) =>
        Create(check, ok: null, found, advice, code: null, duration: null);

    private static ConnectionCheck Create(
        ConnectionCheckKind check,
        bool? ok,
        string found,
        string? advice,
        string? code,
        TimeSpan? duration
    ) =>
        new()
        {
            Check = check,
            Ok = ok,
            Detail = found,
            Advice = advice,
            ErrorCode = code,
            Duration = duration,
        };
}

/// <summary>The checks of the connection, in their order.</summary>
public enum ConnectionCheckKind
{
    /// <summary>Whether the name of the service, or of the proxy, can be resolved.</summary>
    Name,

    /// <summary>Whether a TCP connection can be established.</summary>
    Tcp,

    /// <summary>Which proxy is used, the source of that setting, and whether the proxy accepts the connection.</summary>
    Proxy,

    /// <summary>Whether a TLS connection can be established, with its version, the certificate and the remaining days.</summary>
    Tls,

    /// <summary>Whether the service responds.</summary>
    Http,

    /// <summary>The difference between this machine's clock and the service's.</summary>
    Clock,

    /// <summary>Whether there is a valid API key, with its source and fingerprint.</summary>
    ApiKey,

    /// <summary>Whether a session is set.</summary>
    Session,

    /// <summary>Whether the ledger can be used.</summary>
    Ledger,

    /// <summary>The remaining requests of the API key and messages of each session.</summary>
    Quota,

    /// <summary>The result of one real message, which shows the state of its session.</summary>
    Message,
}
