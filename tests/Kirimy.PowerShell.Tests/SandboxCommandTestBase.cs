using System.Management.Automation;
using System.Net;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>
/// Base class of tests of the sandbox cmdlets. Other tests start sandboxes in the same process, so tests of all sandboxes of a process use
/// their own process.
/// </summary>
public abstract class SandboxCommandTestBase : IDisposable
{
    protected const string AnyNumber = "6281234567890";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private protected PowerShellSession Session { get; } = PowerShellSession.Open();

    public void Dispose()
    {
        client.Dispose();
        Session.Run("$started | Stop-KirimySandbox");
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static IEnumerable<string?> Texts(ScriptRun run) => run.Output.Select(o => (string?)o.Properties["Message"].Value);

    /// <summary>Stops a sandbox at the end of the test.</summary>
    private protected void Keep(PSObject sandbox) =>
        Run("param($one) $global:started = @($global:started) + $one", ("one", sandbox)).Clean();

    private protected PSObject Start(string parameters = "")
    {
        var sandbox = Assert.Single(Run($"Start-KirimySandbox {parameters}").Clean().Output);
        Keep(sandbox);
        return sandbox;
    }

    private protected ScriptRun Run(string script, params (string Name, object? Value)[] parameters) => Session.Run(script, parameters);

    private protected ScriptRun Run(string script, PSObject sandbox) => Session.Run("param($sandbox) " + script, ("sandbox", sandbox));

    private protected async Task<HttpStatusCode> SendAsync(
        PSObject sandbox,
        string text = "halo",
        string recipient = AnyNumber,
        string session = "sandbox",
        string? key = null
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(session), "session_id" },
            { new StringContent(recipient), "receive" },
            { new StringContent(text), "message" },
        };
        var uri = new Uri((Uri)sandbox.Properties["BaseUri"].Value, "send-message");
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = form };
        request.Headers.Add("api-key", key ?? (string)sandbox.Properties["ApiKeyText"].Value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
