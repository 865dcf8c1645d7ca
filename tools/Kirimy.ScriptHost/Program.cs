using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

// PowerShell's engine as a process of its own, for tests that need one where nothing has been loaded yet, or one to kill. Takes one
// argument, a script in UTF-8 and base64; writes its output a line an object, and its errors to standard error.
using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddScript(Encoding.UTF8.GetString(Convert.FromBase64String(args[0])));
shell.Streams.Error.DataAdded += (source, added) => Console.Error.WriteLine(((PSDataCollection<ErrorRecord>)source!)[added.Index]);
using var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, added) => Console.WriteLine(output[added.Index]);
try
{
    shell.Invoke<PSObject>(input: null, output);
}
catch (RuntimeException exception)
{
    Console.Error.WriteLine(exception.ErrorRecord);
    return 1;
}

return shell.HadErrors ? 1 : 0;
