using System.Globalization;
using System.Reflection;
using Kirimy.PowerShell.Tools;

// Shows Kirimy's main use case in a real pwsh: the built module, a CSV file in the format of the dashboard, and a sandbox that responds
// like the service. prompt.ps1 runs the lines of demo.ps1 one by one, as if they were typed at a prompt.
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

    // In an unknown culture, such as that of a machine without a locale, PowerShell breaks lines inside words.
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
