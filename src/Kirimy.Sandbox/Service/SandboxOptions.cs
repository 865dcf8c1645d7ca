namespace Kirimy.Sandbox.Service;

/// <summary>Options of a sandbox.</summary>
public sealed class SandboxOptions
{
    /// <summary>The default session of a sandbox.</summary>
    public const string DefaultSessionId = "sandbox";

    /// <summary>The maximum <see cref="Latency"/>.</summary>
    public static readonly TimeSpan LatencyLimit = TimeSpan.FromMinutes(5);

    /// <summary>The port on 127.0.0.1; 0, the default, chooses a free port.</summary>
    public int Port { get; init; }

    /// <summary>The accepted API key; null, the default, generates a random one of 64 hexadecimal digits.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The connected sessions.</summary>
    public IReadOnlyList<string> SessionIds { get; init; } = [DefaultSessionId];

    /// <summary>The sessions that exist but aren't connected: SESSION_INACTIVE.</summary>
    public IReadOnlyList<string> InactiveSessionIds { get; init; } = [];

    /// <summary>The maximum number of requests in any <see cref="RateWindow"/>: the API's limit per key.</summary>
    public int RequestsPerMinute { get; init; } = 100;

    /// <summary>The window of the rate limit; one minute by default, as in the API.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The maximum number of messages per session and day of Asia/Jakarta: the API's limit per session.</summary>
    public int MessagesPerDay { get; init; } = 1000;

    /// <summary>The number of messages before QUOTA_EXCEEDED; null for no limit.</summary>
    public int? Quota { get; init; }

    /// <summary>The delay of each response of the API.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Check()
    {
        if (ApiKey is not null && (ApiKey.Length == 0 || !ApiKey.All(c => c is > ' ' and < '\u007f')))
        {
            throw new KirimyException(ErrorCode.ApiKeyMalformed, Text.SandboxOptions_ApiKey);
        }

        Require(Port is >= 0 and <= 65535, nameof(Port));
        Require(SessionIds.Count > 0 && SessionIds.All(id => id.Length > 0), nameof(SessionIds));
        Require(RequestsPerMinute > 0, nameof(RequestsPerMinute));
        Require(RateWindow > TimeSpan.Zero, nameof(RateWindow));
        Require(MessagesPerDay > 0, nameof(MessagesPerDay));
        Require(Quota is null or >= 0, nameof(Quota));
        Require(Latency >= TimeSpan.Zero && Latency <= LatencyLimit, nameof(Latency));
    }

    private static void Require(bool holds, string option)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option);
        }
    }
}
