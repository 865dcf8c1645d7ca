using System.Globalization;
using Kirimy.Client.Messages;
using StackExchange.Redis;

namespace Kirimy.Client.Ledger.Redis;

/// <summary>The alerts of one API key at one service, as one process sees them.</summary>
/// <param name="connection">The server.</param>
/// <param name="scope">Whose.</param>
/// <param name="holder">What this process is known by.</param>
/// <param name="time">Tells local times.</param>
internal sealed class RedisAlerts(RedisConnection connection, string scope, string holder, TimeProvider time)
{
    private const string Go = "go";

    private static readonly long Keep = (long)Alert.Keep.TotalMilliseconds;

    /// <inheritdoc cref="ILedgerStore.RaiseAsync"/>
    /// <param name="message">The alert.</param>
    /// <param name="token">What tells this step from all others of the process.</param>
    /// <param name="cancellationToken">Ends a wait for the server.</param>
    public async ValueTask<SuppressionDecision> RaiseAsync(
        OutgoingMessage message,
        string token,
        CancellationToken cancellationToken = default
    )
    {
        RedisValue[] arguments = [RedisTime.Write(message.Alert!.Window), Keep];
        var reply = await RunAsync(RedisScript.Raise, message, token, arguments, cancellationToken).ConfigureAwait(false);
        return new SuppressionDecision
        {
            MayGo = (string?)reply[0] == Go,
            HeldBack = int.Parse((string)reply[1]!, CultureInfo.InvariantCulture),
            Since = Moment(reply[2]),
            Until = Moment(reply[3]),
            Token = token,
        };
    }

    /// <inheritdoc cref="ILedgerStore.EndAlertAsync"/>
    public async ValueTask EndAsync(
        OutgoingMessage message,
        SuppressionDecision turn,
        bool wasSent,
        CancellationToken cancellationToken = default
    ) => await RunAsync(RedisScript.Lower, message, turn.Token!, [turn.HeldBack, wasSent, Keep], cancellationToken).ConfigureAwait(false);

    private async Task<RedisResult[]> RunAsync(
        string script,
        OutgoingMessage message,
        string token,
        RedisValue[] arguments,
        CancellationToken cancellationToken
    )
    {
        RedisValue[] all = [holder, RedisTime.Write(RedisLedgerStore.Lease), token, AlertFingerprint.Of(message), .. arguments];
        return (RedisResult[])(await connection.RunAsync(script, scope, all, cancellationToken).ConfigureAwait(false))!;
    }

    private DateTimeOffset? Moment(RedisResult told) =>
        (string?)told is { Length: > 0 } moment ? TimeZoneInfo.ConvertTime(RedisTime.Read(moment), time.LocalTimeZone) : null;
}
