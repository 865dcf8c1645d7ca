using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;
using Kirimy.Demo;

// Kirimy's main job on real input, without pwsh: PowerShell's own engine in this process, the built module, a CSV as the dashboard takes
// it, and a sandbox that answers like the service. The lines of demo.ps1 are run one by one, as if typed at a prompt; what is printed is
// what PowerShell shows.
Console.OutputEncoding = Encoding.UTF8;
var module = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModulePath").Value!;
var here = AppContext.BaseDirectory;

using var runspace = RunspaceFactory.CreateRunspace(new ConsoleHost(), InitialSessionState.CreateDefault2());
runspace.Open();
runspace.SessionStateProxy.SetVariable("file", Path.Combine(here, "contacts.csv"));
var ledger = Directory.CreateTempSubdirectory("kirimy-demo-");
runspace.SessionStateProxy.SetVariable("ledger", Path.Combine(ledger.FullName, "ledger.db"));
runspace.SessionStateProxy.SetVariable("report", Path.Combine(ledger.FullName, "moving.html"));
if (!Run($"Import-Module '{module}'"))
{
    return 1;
}

try
{
    foreach (var line in await File.ReadAllLinesAsync(Path.Combine(here, "demo.ps1")))
    {
        Console.WriteLine(line.Length == 0 || line.StartsWith('#') ? line : "PS> " + line);
        if (line.Length > 0 && !line.StartsWith('#') && !Run(line))
        {
            return 1;
        }
    }
}
finally
{
    ledger.Delete(recursive: true);
}

return 0;

bool Run(string command)
{
    using var shell = PowerShell.Create(runspace);
    shell.AddScript(command).AddCommand("Out-Default");
    shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
    try
    {
        shell.Invoke();
        return true;
    }
    catch (RuntimeException exception)
    {
        Console.Error.WriteLine(exception.ErrorRecord);
        return false;
    }
}
