using System.Globalization;
using System.Reflection;
using Kirimy.PowerShell.Tools;

// Kirimy's main job on real input in a real pwsh: the built module, a CSV in the format of the dashboard, and a sandbox that answers like
// the service. prompt.ps1 runs the lines of demo.ps1 one by one, as if typed at a prompt.
var module = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModulePath").Value!;
var folder = Directory.CreateTempSubdirectory("kirimy-demo-");
try
{
    var start = PowerShellProgram.Start(
        "-File",
        Path.Combine(AppContext.BaseDirectory, "prompt.ps1"),
        "-ModulePath",
        module,
        "-Folder",
        folder.FullName
    );
    if (Console.IsOutputRedirected)
    {
        start.Environment["NO_COLOR"] = "1";
    }

    // PowerShell breaks lines inside of words in a culture that it doesn't know, such as that of a machine without a locale.
    if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
    {
        start.Environment["LC_ALL"] = "en_US.UTF-8";
    }

    using var process = System.Diagnostics.Process.Start(start)!;
    await process.WaitForExitAsync();
    return process.ExitCode;
}
finally
{
    folder.Delete(recursive: true);
}
