using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>How messages to the sandbox's simulated numbers end. In a process of its own, whose rate limit's window is short.</summary>
public sealed class SimulatedNumberOutcomeTests
{
    // Without those whose answers take real time; the window is longer than the second that some ask to wait. Each has a sandbox of its own: what one answers may hold for all who use it.
    private const string Script = """
        [AppDomain]::CurrentDomain.SetData('Kirimy.RateLimitWindow', [timespan]::FromSeconds(1.2))
        Import-Module 'MODULE'
        $recipients = (Start-KirimySandbox).MagicRecipients
        foreach ($recipient in $recipients | Where-Object { $_.Name -notin 'Hang', 'SlowAnswer' }) {
            Start-KirimySandbox -UseAsDefault | Out-Null
            $result = $recipient | Send-KirimyMessage -Message x -MaximumRetryCount 1 -RetryIntervalSec 0 -ErrorAction SilentlyContinue
            '{0}: {1}/{2}, {3}/{4}' -f $recipient.Name, $recipient.Status, $recipient.ErrorCode, $result.Status, $result.ErrorCode
        }
        """;

    [Fact]
    public void A_message_ends_as_the_table_says()
    {
        using var process = FreshProcess.Start(Script.Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal));
        var lines = process.Lines();
        Assert.InRange(lines.Length, 35, 60);
        Assert.All(
            lines,
            line =>
            {
                var outcomes = line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Split(", ");
                Assert.True(outcomes[0] == outcomes[1], line);
            }
        );
    }
}
