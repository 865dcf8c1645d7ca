using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The samples in docs/guides/ci do what they say: their PowerShell runs in the recorded environment of their system.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class CiSampleTests : BuildNotificationTestBase
{
    private static readonly string Folder = Path.Combine(BuiltModule.RepositoryRoot, "docs", "guides", "ci");

    [Theory]
    [InlineData("github-actions.yml", "github-actions", "failure", "2025-11-26T02:00:00Z")]
    [InlineData("gitlab-ci.yml", "gitlab-ci", "Failed", null)]
    [InlineData("azure-pipelines.yml", "azure-pipelines", null, null)]
    [InlineData("Jenkinsfile", "jenkins", "FAILURE", "1764122400000")]
    public void A_sample_tells_everybody_of_its_build(string file, string system, string? status, string? start)
    {
        Enter(system);
        if (system == "gitlab-ci")
        {
            // A job of its own runs while it tells.
            Set("CI_JOB_STATUS", "running");
        }

        Set("BUILD_STATUS", status);
        Set("BUILD_START", start);
        Set("KIRIMY_SESSION_ID", "sandbox");
        Set("ALERT_RECEIVE", "0812-3456-7890,081398765432");
        var sandbox = Session.Run("Start-KirimySandbox").Clean();
        Set("KIRIMY_API_KEY", (string)sandbox.Member(0, "ApiKeyText")!);
        try
        {
            // Its address is the one thing that a sample has no place for.
            Session
                .Run(
                    """
                    param($uri)
                    function global:Install-Module { param($Name, $Scope, [switch] $Force) }
                    $global:PSDefaultParameterValues = @{ 'Send-KirimyBuildNotification:BaseUri' = $uri }
                    """,
                    ("uri", sandbox.Member(0, "BaseUri"))
                )
                .Clean();
            var run = Session.Run(PowerShellOf(File.ReadAllText(Path.Combine(Folder, file))));
            Assert.DoesNotContain(run.Errors, error => error.CategoryInfo.Category != ErrorCategory.ObjectNotFound);
            Assert.Empty(run.Information.Concat(run.Warnings.Where(w => !w.Contains("KIRIMY_API_KEY", StringComparison.Ordinal))));
            var messages = Session.Run("Get-KirimySandboxMessage").Clean();
            Assert.Equal(
                ["6281234567890", "6281398765432"],
                messages.Output.Select(m => (string)m.Properties["Receive"].Value).Order(StringComparer.Ordinal)
            );
            Assert.All(
                messages.Output,
                m =>
                {
                    var text = (string)m.Properties["Message"].Value;
                    Assert.StartsWith("❌ Build failed: toko-budi/shop\nBranch: ", text, StringComparison.Ordinal);
                    Assert.Contains("\nDuration: ", text, StringComparison.Ordinal);
                    Assert.Matches("\nhttps://[^\n]+$", text);
                }
            );
        }
        finally
        {
            Session.Run("Get-KirimySandbox | Stop-KirimySandbox");
        }
    }

    /// <summary>The lines from Install-Module to the end of their block.</summary>
    private static string PowerShellOf(string sample)
    {
        var lines = sample.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, static line => line.TrimStart().StartsWith("Install-Module", StringComparison.Ordinal));
        var indent = Indent(lines[start]);
        return string.Join('\n', lines.Skip(start).TakeWhile(line => line.Length > 0 && Indent(line) >= indent));
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;
}
