using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests how Format-List shows an error: it shows the exception as its ToString.</summary>
public sealed class ErrorRecordTests
{
    [Theory]
    [InlineData(
        "Send-KirimyMessage -Recipient 0812 -Message hi -SessionId office -WhatIf -ErrorAction SilentlyContinue",
        "INVALID_PHONE_NUMBER",
        "0812: Failed (INVALID_PHONE_NUMBER)"
    )]
    [InlineData("try { Export-KirimyReport ./x.foo -BatchId august } catch { }", "REPORT_FORMAT_UNKNOWN", "./x.foo")]
    [InlineData("Import-KirimyContact ./none.csv -ErrorAction SilentlyContinue", "FILE_NOT_FOUND", "./none.csv")]
    public void An_error_shows_its_code_its_action_and_its_target(string command, string code, string target)
    {
        using var session = PowerShellSession.Open();
        var run = session.Run(
            command
                + "; $e = $Error[0]; $e.Exception.Code; \"$($e.TargetObject)\"; $e.ErrorDetails.RecommendedAction; $e.Exception.RecommendedAction; "
                + "$e.Exception.ToString()"
        );
        var texts = run.Output.TakeLast(5).Select(o => (string)o.BaseObject).ToArray();
        Assert.Equal(code, texts[0]);
        Assert.Equal(target, texts[1]);
        Assert.False(string.IsNullOrWhiteSpace(texts[2]));
        Assert.Equal(texts[2], texts[3]);
        Assert.Contains($"KirimyException: {code}: ", texts[4], StringComparison.Ordinal);
        Assert.Contains(texts[2], texts[4], StringComparison.Ordinal);
        Assert.DoesNotContain("   at Kirimy.", texts[4], StringComparison.Ordinal);
    }
}
