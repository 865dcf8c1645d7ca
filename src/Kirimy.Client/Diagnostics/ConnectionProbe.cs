using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using Kirimy.Client.Network;
using static Kirimy.ConnectionCheck;
using Kind = Kirimy.ConnectionCheckKind;

namespace Kirimy.Client.Diagnostics;

/// <summary>
/// Health check of the connection: repeats each step to the service and reports the results. It has no API key that could leak. Its only
/// request is a HEAD request for the base URI. Not thread-safe.
/// </summary>
internal sealed class ConnectionProbe(BaseAddress address, ProxyRoute route, TimeSpan timeout)
{
    private readonly Uri? proxy = route.Current(address);
    private IPAddress[] addresses = [];
    private bool isOpen;

    /// <summary>Lets a test trust its own issuer.</summary>
    internal Action<HttpMessageHandler>? Prepare { get; init; }

    /// <summary>The proxy if there is one.</summary>
    private Uri Next => proxy ?? address.Root;

    public IEnumerable<ConnectionCheck> Run(CancellationToken cancellationToken)
    {
        yield return Wait(ResolveAsync, cancellationToken);
        yield return addresses.Length == 0 ? Skipped(Kind.Tcp, Text.Check_SkippedName) : Wait(ConnectAsync, cancellationToken);
        var rest = isOpen
            ? Explain(Wait(SendRequestAsync, cancellationToken))
            :
            [
                proxy is null ? NoProxy() : Skipped(Kind.Proxy, Text.Check_SkippedTcp.With(FoundProxy())),
                .. SkippedAll(Text.Check_SkippedConnection, Kind.Tls, Kind.Http, Kind.Clock),
            ];
        foreach (var check in rest)
        {
            yield return check;
        }
    }

    private static IEnumerable<ConnectionCheck> SkippedAll(string reason, params Kind[] kinds) =>
        kinds.Select(kind => Skipped(kind, reason));

    /// <summary>Runs one step with the timeout. It blocks only the pipeline thread.</summary>
    private T Wait<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var result = step(both.Token).GetAwaiter().GetResult();
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private async Task<ConnectionCheck> ResolveAsync(CancellationToken cancellationToken)
    {
        var host = Next.IdnHost;
        if (IPAddress.TryParse(host, out var literal))
        {
            addresses = [literal];
            return Skipped(Kind.Name, Text.Check_NameIsAddress.With(host));
        }

        var watch = Stopwatch.StartNew();
        try
        {
            addresses = await Platform.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
            var text = Text.Check_NameFound.With(host, string.Join(", ", addresses.Select(a => a.ToString())));
            return Passed(Kind.Name, proxy is null ? text : Text.Check_NameByProxy.With(text, address.Root.IdnHost), watch.Elapsed);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ArgumentException)
        {
            var text =
                exception is OperationCanceledException
                    ? Text.Check_NameTimeout.With(host, timeout.TotalSeconds)
                    : Text.Check_NameUnknown.With(host);
            var advice = proxy is null ? Text.Advice_Name : Text.Advice_ProxyAddress.With(route.Origin);
            return Failed(Kind.Name, ErrorCode.NetworkError, text, advice, watch.Elapsed);
        }
    }

    private async Task<ConnectionCheck> ConnectAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var port = Next.Port;
        var last = string.Empty;
        foreach (var one in addresses)
        {
            try
            {
                await Platform.TouchAsync(one, port, cancellationToken).ConfigureAwait(false);
                isOpen = true;
                return Passed(Kind.Tcp, Text.Check_TcpOpen.With(new IPEndPoint(one, port)), watch.Elapsed);
            }
            catch (OperationCanceledException)
            {
                last = Text.Check_TcpTimeout.With(new IPEndPoint(one, port), timeout.TotalSeconds);
                break;
            }
            catch (SocketException exception)
            {
                last = Text.Check_TcpFailed.With(new IPEndPoint(one, port), exception.Message);
            }
        }

        var advice = proxy is null ? Text.Advice_Tcp.With(port) : Text.Advice_ProxyAddress.With(route.Origin);
        return Failed(Kind.Tcp, ErrorCode.NetworkError, last, advice, watch.Elapsed);
    }

    private async Task<ProbeOutcome> SendRequestAsync(CancellationToken cancellationToken)
    {
        var outcome = new ProbeOutcome(TimeProvider.System);
        using var handler = HttpHandlers.Create(address, route, outcome);
        Prepare?.Invoke(handler);
        using var http = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Head, address.Root);
        Platform.Prepare(request);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
            {
                outcome.RecordFailure((ConnectFailure.Proxy, ErrorCode.ProxyAuthentication, ConnectionErrors.AskedBy(proxy, route)));
            }
            else
            {
                outcome.RecordResponse(response);
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            outcome.RecordFailure(
                exception is OperationCanceledException
                    ? (ConnectFailure.Other, ErrorCode.NetworkError, Text.Client_ConnectTimeout.With(Authority, timeout.TotalSeconds))
                    : ConnectionErrors.Explain(exception, request, address, route)
            );
        }

        return outcome;
    }

    private IEnumerable<ConnectionCheck> Explain(ProbeOutcome outcome)
    {
        if (outcome.Failure is { Kind: ConnectFailure.Proxy } refused)
        {
            var advice = refused.Code == ErrorCode.ProxyAuthentication ? Text.Advice_ProxyPassword : Text.Advice_ProxyRefused;
            yield return Failed(Kind.Proxy, refused.Code, refused.Text, advice, outcome.Total);
            foreach (var skipped in SkippedAll(Text.Check_SkippedProxy, Kind.Tls, Kind.Http, Kind.Clock))
            {
                yield return skipped;
            }

            yield break;
        }

        yield return proxy is null ? NoProxy() : Passed(Kind.Proxy, FoundProxy());
        yield return ExplainTls(outcome);
        yield return outcome.Failure is not { } failure ? ExplainHttp(outcome)
        : failure.Kind == ConnectFailure.Tls ? Skipped(Kind.Http, Text.Check_SkippedTls)
        : Failed(Kind.Http, failure.Code, failure.Text, Text.Advice_Http, outcome.AfterTls);
        yield return ExplainClock(outcome);
    }

    private ConnectionCheck ExplainTls(ProbeOutcome outcome)
    {
        if (address.Root.Scheme != Uri.UriSchemeHttps)
        {
            return Skipped(Kind.Tls, Text.Check_TlsPlain);
        }

        if (outcome.Failure is { Kind: ConnectFailure.Tls } failure)
        {
            return Failed(Kind.Tls, failure.Code, failure.Text, Text.Advice_Tls, outcome.Total);
        }

        return outcome.Tls is { } tls
            ? tls.Explain(TimeProvider.System.GetUtcNow(), outcome.ToTls)
            : Skipped(Kind.Tls, Text.Check_SkippedConnection);
    }

    private ConnectionCheck ExplainHttp(ProbeOutcome outcome)
    {
        var found = Text.Check_HttpResponse.With(Authority, outcome.Status);
        return outcome.Status switch
        {
            >= 500 => Failed(Kind.Http, ErrorCode.ServerError, found, Text.Advice_HttpServer, outcome.AfterTls),
            >= 300 and < 400 => Failed(Kind.Http, ErrorCode.RedirectRefused, found, Text.Advice_HttpRedirect, outcome.AfterTls),
            _ => Passed(Kind.Http, found, outcome.AfterTls),
        };
    }

    private static ConnectionCheck ExplainClock(ProbeOutcome outcome)
    {
        if (outcome.Skew is not { } skew)
        {
            return Skipped(Kind.Clock, outcome.Failure is null ? Text.Check_ClockNoDate : Text.Check_SkippedHttp);
        }

        // The resolution of the header is one second.
        var seconds = Math.Abs(skew.TotalSeconds);
        var found =
            seconds < 1.5 ? Text.Check_ClockSame
            : skew > TimeSpan.Zero ? Text.Check_ClockSlow.With(seconds)
            : Text.Check_ClockFast.With(seconds);
        return seconds <= ProbeOutcome.MaxClockSkew.TotalSeconds
            ? Passed(Kind.Clock, found)
            : Failed(Kind.Clock, code: null, found, Text.Advice_Clock);
    }

    private string Authority => address.Root.Authority;

    private ConnectionCheck NoProxy() =>
        Skipped(
            Kind.Proxy,
            route.Source switch
            {
                ProxySource.Disabled => Text.Check_ProxyDisabled,
                ProxySource.Loopback => Text.Check_ProxyLoopback,
                ProxySource.Bypass => Text.Check_ProxyBypass.With(route.Origin, address.Root.IdnHost),
                _ => Text.Check_ProxyNone,
            }
        );

    private string FoundProxy() =>
        (route.HasCredential ? Text.Check_ProxyWithPassword : Text.Check_Proxy).With(ProxyRoute.Show(proxy!), route.Origin);
}
