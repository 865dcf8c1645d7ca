namespace Kirimy.Sandbox.Service;

/// <summary>How a sandbox is to be.</summary>
public sealed class SandboxOptions
{
    /// <summary>The session that a sandbox has when none is named.</summary>
    public const string DefaultSessionId = "sandbox";

    /// <summary>The longest <see cref="Latency"/>.</summary>
    public static readonly TimeSpan LatencyLimit = TimeSpan.FromMinutes(5);

    /// <summary>The port on 127.0.0.1; 0, the default, picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>The API key that it takes; null, the default, makes a random one of 64 hexadecimal digits.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The sessions that are connected.</summary>
    public IReadOnlyList<string> SessionIds { get; init; } = [DefaultSessionId];

    /// <summary>The sessions that exist and are not connected: SESSION_INACTIVE.</summary>
    public IReadOnlyList<string> InactiveSessionIds { get; init; } = [];

    /// <summary>How many requests are taken in any <see cref="RateWindow"/>: the API's limit for a key.</summary>
    public int RequestsPerMinute { get; init; } = 100;

    /// <summary>The length of the window over which requests are counted: the API's is a minute.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many messages a session may send in one day of Asia/Jakarta: the API's limit for a session.</summary>
    public int MessagesPerDay { get; init; } = 1000;

    /// <summary>How many messages the plan allows in all, before QUOTA_EXCEEDED; null is no end.</summary>
    public int? Quota { get; init; }

    /// <summary>How long each answer of the API is kept back.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Refuses what no sandbox can be.</summary>
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
