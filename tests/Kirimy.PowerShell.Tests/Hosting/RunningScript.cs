using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>A script that runs in the background, to be waited for or stopped.</summary>
internal sealed class RunningScript : IDisposable
{
    private readonly Engine shell;
    private readonly PSDataCollection<PSObject> output = [];
    private readonly Task running;

    public RunningScript(Runspace runspace, string script, IEnumerable<(string Name, object? Value)> parameters)
    {
        shell = Engine.Create(runspace);
        shell.AddScript(script);
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        using var nothing = new PSDataCollection<PSObject>();
        nothing.Complete();
        running = shell.InvokeAsync(nothing, output);
    }

    /// <summary>The output so far.</summary>
    public IReadOnlyList<PSObject> Output => [.. output];

    /// <summary>The progress records that it wrote so far.</summary>
    public IReadOnlyList<ProgressRecord> Progress => [.. shell.Streams.Progress];

    /// <summary>Waits until some scripts have written a number of objects together.</summary>
    public static async Task HaveWrittenAsync(int count, CancellationToken cancellationToken, params RunningScript[] scripts)
    {
        using var more = new SemaphoreSlim(0);
        EventHandler<DataAddedEventArgs> tell = (_, _) => more.Release();
        foreach (var script in scripts)
        {
            script.output.DataAdded += tell;
        }

        while (scripts.Sum(s => s.output.Count) < count)
        {
            await more.WaitAsync(cancellationToken);
        }

        foreach (var script in scripts)
        {
            script.output.DataAdded -= tell;
        }
    }

    /// <summary>Waits for its end.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => running.WaitAsync(cancellationToken);

    /// <summary>Stops it as Ctrl+C does, and waits until it has stopped.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.Run(shell.Stop, cancellationToken).WaitAsync(cancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => EndAsync(cancellationToken));
    }

    /// <summary>Stops the script like a second Ctrl+C, and waits until it has stopped.</summary>
    public async Task StopTwiceAsync(CancellationToken cancellationToken)
    {
        var (first, second) = (shell.BeginStop(callback: null, state: null), shell.BeginStop(callback: null, state: null));
        await Assert.ThrowsAsync<PipelineStoppedException>(() => EndAsync(cancellationToken));
        shell.EndStop(first);
        shell.EndStop(second);
    }

    public void Dispose()
    {
        shell.Dispose();
        output.Dispose();
    }
}
