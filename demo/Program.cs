using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;
using Kirimy.Demo;
using Sylvan.Data.Csv;

// Kirimy's main job on real input, without pwsh: PowerShell's own engine in this process, the built module, a CSV as the dashboard takes
// it, and a sandbox that answers like the service. What is printed is what PowerShell shows.
Console.OutputEncoding = Encoding.UTF8;
var module = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModulePath").Value!;
var here = AppContext.BaseDirectory;

var host = new ConsoleHost();
using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell
    .AddScript(await File.ReadAllTextAsync(Path.Combine(here, "demo.ps1")))
    .AddParameter("Module", module)
    .AddParameter("Contact", ReadRows(Path.Combine(here, "contacts.csv")))
    .AddCommand("Out-Default");
shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
try
{
    shell.Invoke();
}
catch (RuntimeException exception)
{
    Console.Error.WriteLine(exception.ErrorRecord);
    return 1;
}

return Environment.ExitCode;

// Import-Csv is not part of the engine's package; this reads the file as Import-Csv does: a row is an object, a column a property.
static PSObject[] ReadRows(string path)
{
    using var reader = CsvDataReader.Create(path);
    var rows = new List<PSObject>();
    while (reader.Read())
    {
        var row = new PSObject();
        for (var i = 0; i < reader.FieldCount; i++)
        {
            row.Properties.Add(new PSNoteProperty(reader.GetName(i), reader.GetString(i)));
        }

        rows.Add(row);
    }

    return [.. rows];
}
