using Kirimy.Client.Api;
using Kirimy.Client.Diagnostics;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Network;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Secrets;
using static Kirimy.ConnectionCheck;
using Kind = Kirimy.ConnectionCheckKind;

namespace Kirimy.PowerShell.Connection;

/// <summary>The checks of Test-KirimyConnection, from the network to the limits. Only for the pipeline thread.</summary>
internal sealed class ConnectionChecklist(ConnectionSettings settings)
{
    private ProxyRoute? route;
    private LedgerAddress? ledger;
    private ApiKey? key;
    private KirimyClient? client;
    private bool isReady = true;

    /// <summary>Runs the checks lazily, one after another.</summary>
    public IEnumerable<ConnectionCheck> Run(CancellationToken cancellationToken)
    {
        foreach (var check in CheckConnection(cancellationToken).Concat(CheckSettings()))
        {
            isReady &= check.Ok != false;
            yield return check;
        }
    }

    /// <summary>Sends one real message.</summary>
    public ConnectionCheck Send(OutgoingMessage message, Action<string> warn, CancellationToken cancellationToken)
    {
        try
        {
            var result = MessageProbe.Send(client!, ledger!, settings.LedgerOptions, message, warn, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return ToCheck(result!);
        }
        catch (KirimyException exception)
        {
            return Failed(Kind.Message, exception);
        }
    }

    /// <summary>The reason that no message can be sent; null if one can be.</summary>
    public ConnectionCheck? Blocker =>
        isReady && client is not null && ledger is not null ? null : Skipped(Kind.Message, Text.TestConnection_NotReady);

    public static ConnectionCheck Failed(Kind kind, KirimyException exception) =>
        ConnectionCheck.Failed(kind, exception.Code, exception.Message, ErrorRecords.ActionOf(exception.Code));

    private static ConnectionCheck ToCheck(SendResult result) =>
        result.Success
            ? Passed(Kind.Message, Text.TestConnection_Sent.With(result.SessionId, result.Recipient, result.MessageId), result.Duration)
            : ConnectionCheck.Failed(
                Kind.Message,
                result.ErrorCode,
                Text.TestConnection_NotSent.With(result.SessionId, result.Status, result.ErrorMessage),
                ErrorRecords.ActionOf(result.ErrorCode!),
                result.Duration
            );

    private IEnumerable<ConnectionCheck> CheckConnection(CancellationToken cancellationToken)
    {
        if (Try(Kind.Proxy, () => route = settings.Route()) is not { } fault)
        {
            return new ConnectionProbe(settings.Address, route!, settings.Timeout).Run(cancellationToken);
        }

        // The proxy of the environment or the profile isn't valid.
        var hidden = Text.TestConnection_InvalidProxy;
        return
        [
            Skipped(Kind.Name, hidden),
            Skipped(Kind.Tcp, hidden),
            fault,
            Skipped(Kind.Tls, hidden),
            Skipped(Kind.Http, hidden),
            Skipped(Kind.Clock, hidden),
        ];
    }

    /// <summary>The checks of local settings: API key, WhatsApp sessions, ledger.</summary>
    private IEnumerable<ConnectionCheck> CheckSettings()
    {
        FoundApiKey? found = null;
        yield return Try(
            Kind.ApiKey,
            () =>
            {
                found = settings.Key();
                key = ApiKey.From(found.Secret);
                client = route is null ? null : new KirimyClient(settings.Address, key, settings.Timeout, route);
            }
        ) ?? Passed(Kind.ApiKey, Text.TestConnection_Key.With(found!.Origin, key!.Fingerprint));
        yield return settings.SessionIds.Count > 0
            ? Passed(Kind.Session, Text.TestConnection_Sessions.With(string.Join(", ", settings.SessionIds), settings.SessionOrigin))
            : ConnectionCheck.Failed(
                Kind.Session,
                ErrorCode.SessionIdMissing,
                Text.TestConnection_NoSession,
                ErrorRecords.ActionOf(ErrorCode.SessionIdMissing)
            );
        if (Try(Kind.Ledger, () => ledger = settings.Ledger()) is { } fault)
        {
            yield return fault;
            yield break;
        }

        var probe = new LedgerProbe(ledger!, settings.LedgerOptions);
        yield return probe.Open(client);
        foreach (var quota in probe.Quotas(key?.Fingerprint, settings.SessionIds))
        {
            yield return quota;
        }
    }

    /// <summary>Runs an action and turns its refusal into a failed check.</summary>
    private static ConnectionCheck? Try(Kind kind, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (KirimyException exception)
        {
            return Failed(kind, exception);
        }
    }
}

/// <summary>The settings of a send. Each is resolved when it is read, so that one error doesn't hide another.</summary>
internal sealed record ConnectionSettings
{
    public required BaseAddress Address { get; init; }

    public required Func<ProxyRoute> Route { get; init; }

    public required Func<FoundApiKey> Key { get; init; }

    public required IReadOnlyList<string> SessionIds { get; init; }

    /// <summary>The source of the session IDs, as a part of a sentence.</summary>
    public required string? SessionOrigin { get; init; }

    public required Func<LedgerAddress> Ledger { get; init; }

    public required LedgerOptions LedgerOptions { get; init; }

    public required TimeSpan Timeout { get; init; }
}
