using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>One line of Test-KirimyConnection, read as a script reads it.</summary>
internal sealed record CheckLine(string Check, bool? Ok, string Detail, string? Advice, string? ErrorCode)
{
    public static IReadOnlyList<CheckLine> Of(ScriptRun run) =>
        [
            .. Enumerable
                .Range(0, run.Output.Count)
                .Select(i => new CheckLine(
                    run.Member(i, "Check")!.ToString()!,
                    (bool?)run.Member(i, "Ok"),
                    (string)run.Member(i, "Detail")!,
                    (string?)run.Member(i, "Advice"),
                    (string?)run.Member(i, "ErrorCode")
                )),
        ];
}
