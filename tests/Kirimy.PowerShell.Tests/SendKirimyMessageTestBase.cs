using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>A session, a key, and the calls of Send-KirimyMessage against a scripted server.</summary>
public abstract class SendKirimyMessageTestBase : IDisposable
{
    protected const string KeyText = "b22d5cc2a561ce890269f782d3321858bf5f6e8d26418cbd903e801d7f08fee2";
    protected const string To = "-BaseUri $uri -ApiKey $key -SessionId s";
    private readonly Lazy<TemporaryFolder> folder = new(() => new TemporaryFolder());

    private protected PowerShellSession Session { get; } = PowerShellSession.Open();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The path of the test's temporary folder, which is created at first use.</summary>
    protected string Folder => folder.Value.Path;

    protected virtual void Dispose(bool disposing)
    {
        Session.Dispose();
        if (folder.IsValueCreated)
        {
            folder.Value.Dispose();
        }
    }

    protected static SecureString Key() => new NetworkCredential(string.Empty, KeyText).SecurePassword;

    protected static PSObject Row(params (string Name, object? Value)[] columns)
    {
        var row = new PSObject();
        foreach (var (name, value) in columns)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }

    /// <summary>Rows with a number each, and no text.</summary>
    protected static object?[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (object?)Row(("wa", $"0812{10_000_000 + i}")))];

    private protected static string Status(ScriptRun run, int index) => run.Member(index, "Status")!.ToString()!;

    private protected ScriptRun Send(ScriptedServer server, string command) =>
        Session.Run($"param($uri, $key) {command}", ("uri", server.BaseUri), ("key", Key()));

    private protected ScriptRun SendRows(ScriptedServer server, string arguments, params object?[] rows) =>
        Session.Run($"param($uri, $key) $input | Send-KirimyMessage {arguments}", rows, ("uri", server.BaseUri), ("key", Key()));

    /// <summary>Sends rows with a folder as the session's location.</summary>
    private protected ScriptRun SendIn(string folder, ScriptedServer server, string arguments, params object?[] rows) =>
        Session.Run(
            $"param($uri, $key, $folder) $null = $ExecutionContext.SessionState.Path.SetLocation($folder); $input | Send-KirimyMessage {arguments} {To}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key()),
            ("folder", folder)
        );

    /// <summary>Pipes rows in, in the background.</summary>
    private protected static RunningScript StartRows(PowerShellSession session, Uri baseUri, string arguments, object?[] rows) =>
        session.Start(
            $"param($uri, $key, $rows) $rows | Send-KirimyMessage -Message x {arguments}",
            ("uri", baseUri),
            ("key", Key()),
            ("rows", rows)
        );
}
