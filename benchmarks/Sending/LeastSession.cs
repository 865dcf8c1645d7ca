using System.Collections;
using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace Kirimy.Benchmarks.Sending;

/// <summary><c>rows | Send-Least</c> in a PowerShell of its own.</summary>
internal sealed class LeastSession : IDisposable
{
    private readonly BareLoop loop;
    private readonly Runspace runspace;

    public LeastSession(BareLoop loop)
    {
        this.loop = loop;
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Send-Least", typeof(LeastSendCommand), helpFileName: null));
        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
    }

    /// <inheritdoc cref="SendCommand.Send"/>
    public Action Send(IEnumerable rows, int count, int throttleLimit)
    {
        using var shell = Engine.Create(runspace);
        shell.AddScript("param($rows, $post, $limit) $rows | Send-Least -Post $post -ThrottleLimit $limit");
        shell.AddParameter("rows", rows).AddParameter("post", (Func<string, string, Task<string?>>)loop.PostAsync);
        var results = shell.AddParameter("limit", throttleLimit).Invoke();
        return () => SendCommand.Check(results, count);
    }

    public void Dispose() => runspace.Dispose();
}
