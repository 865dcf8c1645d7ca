namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>The outcome of a killed run and its rerun according to the log of the server.</summary>
/// <param name="Kills">The number of kills.</param>
/// <param name="Unknown">The number of messages that ended as Unknown.</param>
/// <param name="Duplicates">Messages that arrived more than once and were not reported Unknown.</param>
/// <param name="Lost">Messages that never arrived and were not reported Unknown.</param>
/// <param name="Disagreements">Messages whose record in the ledger contradicts the server's log.</param>
/// <param name="Journal">The events of these messages and of the runs, one per line, for finding the cause.</param>
internal sealed record CrashReport(
    int Kills,
    int Unknown,
    IReadOnlyList<string> Duplicates,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Disagreements,
    string Journal
)
{
    /// <summary>Whether the run had no errors.</summary>
    public bool IsClean => Duplicates.Count + Lost.Count + Disagreements.Count == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Kills} kills, {Unknown} unknown; twice: {List(Duplicates)}; lost: {List(Lost)}; ledger and server disagree: {List(Disagreements)}"
        + (IsClean ? string.Empty : $"\n{Journal}");

    private static string List(IReadOnlyList<string> messages) => messages.Count == 0 ? "none" : string.Join(", ", messages);
}
