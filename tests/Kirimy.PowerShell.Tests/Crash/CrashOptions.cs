namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>Options of a run that is killed.</summary>
/// <param name="ModulePath">The built module's manifest.</param>
/// <param name="Ledger">The value of -Ledger.</param>
internal sealed record CrashOptions(string ModulePath, string Ledger)
{
    /// <summary>The batch of the rows.</summary>
    public string Batch { get; init; } = "crash";

    /// <summary>The number of rows.</summary>
    public int Rows { get; init; } = 300;

    /// <summary>The number of workers.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>
    /// Called instead of killing the sender, for example to kill the ledger's server. Null kills the sender.
    /// </summary>
    public Func<Task>? Strike { get; init; }
}
