using System.Net;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The WhatsApp session of a follow-up.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class EarlierSessionTests : IDisposable
{
    private readonly ProfileSession profile = new();

    public void Dispose() => profile.Dispose();

    [Theory]
    [InlineData("$r")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 1))")]
    public async Task The_earlier_session_is_tried_first_with_failover_to_the_default_ones(string earlier)
    {
        var isGone = false;
        await using var server = new ScriptedServer(
            (r, _) => isGone && r.SessionId == "office" ? Answer.Refused("SESSION_INACTIVE") : Answer.Sent()
        );
        Send(server, "Send-KirimyMessage 081210000001 first -SessionId office -OutVariable global:r");
        Environment.SetEnvironmentVariable("KIRIMY_SESSION_ID", "other");
        Assert.Equal("office", SessionOf(Send(server, $"{earlier} | Send-KirimyMessage -Message thanks")));
        isGone = true;
        Assert.Equal("other", SessionOf(Send(server, $"{earlier} | Send-KirimyMessage -Message thanks")));
        Assert.Equal("third", SessionOf(Send(server, $"{earlier} | Send-KirimyMessage -Message thanks -SessionId third")));
        Assert.Equal(["office", "office", "office", "other", "third"], server.Requests.Select(r => r.SessionId));
    }

    [Fact]
    public async Task The_session_of_a_contact_row_has_no_failover()
    {
        await using var server = new ScriptedServer(Answer.Refused("SESSION_INACTIVE"));
        Environment.SetEnvironmentVariable("KIRIMY_SESSION_ID", "other");
        var run = Send(
            server,
            "[pscustomobject]@{ wa = '081210000001'; session_id = 'office' } | Send-KirimyMessage -Message x -ErrorAction Ignore"
        );
        Assert.Equal("office", SessionOf(run));
        Assert.Equal(["office"], server.Requests.Select(r => r.SessionId));
    }

    private static string? SessionOf(ScriptRun run) => (string?)Assert.Single(run.Output).Properties["SessionId"].Value;

    private ScriptRun Send(ScriptedServer server, string command) =>
        profile.Run(
            $"param($uri, $key) {command} -BaseUri $uri -ApiKey $key -Ledger None",
            ("uri", server.BaseUri),
            ("key", new NetworkCredential(string.Empty, "b22d5cc2a561ce890269f782d3321858").SecurePassword)
        );
}
