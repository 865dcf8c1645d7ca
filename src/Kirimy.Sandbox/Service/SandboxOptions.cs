namespace Kirimy.Sandbox.Service;

internal sealed class SandboxOptions
{
    public const string DefaultSessionId = "sandbox";

    public static readonly TimeSpan LatencyLimit = TimeSpan.FromMinutes(5);

    /// <summary>0 chooses a free port.</summary>
    public int Port { get; init; }

    /// <summary>Null generates a random one of 64 hexadecimal digits.</summary>
    public string? ApiKey { get; init; }

    public IReadOnlyList<string> SessionIds { get; init; } = [DefaultSessionId];

    /// <summary>These exist but aren't connected: SESSION_INACTIVE.</summary>
    public IReadOnlyList<string> InactiveSessionIds { get; init; } = [];

    /// <summary>The API's limit per key, in any <see cref="RateWindow"/>.</summary>
    public int RequestsPerMinute { get; init; } = 100;

    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Per session and day of Asia/Jakarta: the API's limit.</summary>
    public int MessagesPerDay { get; init; } = 1000;

    /// <summary>The number of messages before QUOTA_EXCEEDED; null for no limit.</summary>
    public int? Quota { get; init; }

    public TimeSpan Latency { get; init; }
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
