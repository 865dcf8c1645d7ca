using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>What short commands leave behind, in a process of its own.</summary>
public sealed class SendKirimyMessageLeakTests
{
    private const int FirstCommands = 1000;
    private const int AllCommands = 10_000;

    // The first ones fill caches and pools.
    private const string Script = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        $sent = 0
        foreach ($count in FIRST, ALL) {
            while ($sent -lt $count) {
                $result = Send-KirimyMessage 081234567890 x -SessionId s -BaseUri URI -ApiKey $key -RequestsPerMinute 2147483647 -MessagesPerDay 2147483647 -Ledger None
                if (-not $result.Success) { throw $result.ErrorMessage }
                $sent++
            }
            foreach ($round in 1..3) {
                [GC]::Collect()
                [GC]::WaitForPendingFinalizers()
            }
            $process.Refresh()
            '{0} {1} {2}' -f $process.HandleCount, $process.Threads.Count, [GC]::GetTotalMemory($true)
        }
        """;

    [Fact]
    public async Task Ten_thousand_commands_leave_no_more_behind_than_a_thousand()
    {
        await using var server = new ScriptedServer(Answer.Sent()) { KeepsRequests = false };
        using var process = FreshProcess.Start(
            Script
                .Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal)
                .Replace("URI", server.BaseUri.AbsoluteUri, StringComparison.Ordinal)
                .Replace("FIRST", FirstCommands.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("ALL", AllCommands.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        var figures = (await Task.Run(process.Lines)).Select(l => l.Split(' ').Select(f => long.Parse(f, null)).ToArray()).ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" / ", figures.Select(f => string.Join(' ', f))));
        var (first, all) = (figures[0], figures[1]);
        Assert.InRange(all[0], 1, first[0] + 20);
        Assert.InRange(all[1], 1, first[1] + 10);

        // What 9,000 commands leave is seen from 50 bytes each on.
        Assert.InRange(all[2], 1, first[2] + 450_000);
    }
}
