using System.Diagnostics;

namespace Kirimy.Benchmarks;

/// <summary>This program once more, with another part to play; it is told to end by the end of its standard input.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    public ChildProcess(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
    }

    /// <summary>The next line that it writes; an error when it has ended without one.</summary>
    public string ReadLine() =>
        process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A part of the benchmark ended early; see above.");

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
