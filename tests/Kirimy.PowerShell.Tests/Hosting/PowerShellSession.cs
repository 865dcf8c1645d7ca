using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The real PowerShell engine in this process, with the built module imported as a user imports it.</summary>
internal sealed class PowerShellSession : IDisposable
{
    private PowerShellSession(Runspace runspace, RecordingHost host)
    {
        Runspace = runspace;
        Host = host;
    }

    public RecordingHost Host { get; }

    public Runspace Runspace { get; }

    /// <summary>Opens a session that has only the cmdlets of System.Management.Automation.</summary>
    public static PowerShellSession Open(bool import = true, RecordingHost? host = null)
    {
        host ??= new RecordingHost();
        var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.Open();
        var session = new PowerShellSession(runspace, host);
        if (import)
        {
            session.Run("param($path) Import-Module $path", ("path", BuiltModule.ManifestPath)).Clean();
        }

        return session;
    }

    /// <summary>Runs a script; its parameters are the named values.</summary>
    public ScriptRun Run(string script, params (string Name, object? Value)[] parameters) => Run(script, input: null, parameters);

    /// <summary>Runs a script over pipeline input (<c>$input</c>).</summary>
    public ScriptRun Run(string script, IEnumerable<object?>? input, params (string Name, object? Value)[] parameters)
    {
        using var shell = Engine.Create(Runspace);
        shell.AddScript(script);
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        var output = new PSDataCollection<PSObject>();
        RuntimeException? terminated = null;
        try
        {
            shell.Invoke(input, output, new PSInvocationSettings { AddToHistory = false });
        }
        catch (RuntimeException exception)
        {
            terminated = exception;
        }

        var streams = shell.Streams;
        return new ScriptRun(
            [.. output],
            [.. streams.Error],
            [.. streams.Warning.Select(r => r.Message)],
            [.. streams.Verbose.Select(r => r.Message)],
            [.. streams.Debug.Select(r => r.Message)],
            [.. streams.Information.Select(r => r.ToString())],
            [.. streams.Progress.Select(r => r.ToString())],
            terminated
        );
    }

    /// <summary>Starts a script in the background; its parameters are the named values.</summary>
    public RunningScript Start(string script, params (string Name, object? Value)[] parameters) => new(Runspace, script, parameters);

    public void Dispose() => Runspace.Dispose();
}
