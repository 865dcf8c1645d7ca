using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests tab completion.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class CompletionTests : IDisposable
{
    private readonly ProfileSession user = new();

    public void Dispose() => user.Dispose();

    [Theory]
    [InlineData("Send-KirimyMessage -Profile ", "prod", "'my office'", "office")]
    [InlineData("Send-KirimyMessage -Profile O", "office")]
    [InlineData("Send-KirimyMessage -Profile *OFF", "'my office'", "office")]
    [InlineData("Send-KirimyMessage -Profile 'o", "'office'")]
    [InlineData("Send-KirimyMessage -Profile \"my", "\"my office\"")]
    [InlineData("Get-KirimyDelivery -Profile p", "prod")]
    [InlineData("Get-KirimyProfile p", "prod")]
    [InlineData("Set-KirimyProfile p", "prod")]
    [InlineData("Remove-KirimyProfile office, p", "prod")]
    [InlineData("Send-KirimyMessage -SessionId ", "p1", "'p 2'", "front")]
    [InlineData("Send-KirimyMessage -Profile office -SessionId ", "front", "p1", "'p 2'")]
    [InlineData("Send-KirimyMessage -SessionId front, P", "p1", "'p 2'")]
    [InlineData("Get-KirimyQuota f", "front")]
    [InlineData("Get-KirimyDelivery -Status un", "Unknown")]
    [InlineData("Set-KirimyProfile x -DayTimeZone asia/jak", "Asia/Jakarta")]
    [InlineData("Send-KirimyMessage -DefaultRegion i", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT")]
    [InlineData("Test-KirimyNumber -Region sg", "SG")]
    [InlineData("Send-KirimyMessage -Culture id", "id-ID", "id")]
    [InlineData("Test-KirimyMessage -Culture EN-gb", "en-GB")]
    public void Values_are_completed_from_the_typed_prefix(string line, params string[] offered)
    {
        // Other tests write to the default ledger, so its values aren't checked.
        Environment.SetEnvironmentVariable("KIRIMY_LEDGER", "None");
        user.Run(
                """
                Set-KirimyProfile office -SessionId front
                Set-KirimyProfile 'my office' -KeepText $true
                Set-KirimyProfile prod -SessionId p1, 'p 2' -Default
                """
            )
            .Clean();
        Assert.Equal(offered, user.Complete(line));
    }

    [Fact]
    public void Batches_and_sessions_come_from_the_ledger_the_newest_first()
    {
        user.Run(
                """
                param($ledger)
                Set-KirimyProfile here -Ledger $ledger -Default
                $null = Start-KirimySandbox -UseAsDefault -SessionId 'sand box', second
                'old', 'it''s new', '2026-08' | ForEach-Object { Send-KirimyMessage 081234567890 x -SessionId second -BatchId $_ }
                Stop-KirimySandbox
                """,
                ("ledger", Path.Combine(user.Folder, "l.db"))
            )
            .Clean();
        Assert.Equal(["'2026-08'", "'it''s new'", "old"], user.Complete("Send-KirimyMessage -BatchId "));
        Assert.Equal(["'it''s new'"], user.Complete("Get-KirimyDelivery it"));
        Assert.Equal(["old"], user.Complete("Clear-KirimyDelivery -BatchId O"));
        Assert.Equal(["second"], user.Complete("Send-KirimyMessage -SessionId "));
        Assert.DoesNotContain("old", user.Complete("Send-KirimyMessage -Ledger None -BatchId "));
    }

    [Fact]
    public void Simulated_numbers_are_offered_when_the_sandbox_would_be_used()
    {
        Assert.DoesNotContain(user.Complete("Send-KirimyMessage -Recipient "), c => c.Contains("628600", StringComparison.Ordinal));
        var recipients = user.Run("(Start-KirimySandbox -UseAsDefault).SimulatedNumbers").Clean().Output;
        Assert.Equal(recipients.Select(r => $"'{r.Properties["Number"].Value}'"), user.Complete("Send-KirimyMessage -Recipient "));
        var inactive = recipients.Single(r => r.Properties["ErrorCode"].Value as string == "SESSION_INACTIVE");
        Assert.Equal(
            [$"'{inactive.Properties["Number"].Value}'"],
            user.Complete($"Send-KirimyMessage -Recipient {inactive.Properties["Name"].Value}")
        );
        Assert.DoesNotContain(
            user.Complete("Send-KirimyMessage -BaseUri https://example.com -Recipient "),
            c => c.Contains("628600", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Import-Csv a.csv | {0} 'Halo {{{{", "'Halo {{wa}}'", "'Halo {{name}}'", "'Halo {{company name}}'")]
    [InlineData("Import-Csv a.csv | {0} 'Halo {{{{N", "'Halo {{name}}'")]
    [InlineData("Import-Csv a.csv | {0} 'it''s {{{{n", "'it''s {{name}}'")]
    [InlineData("Import-Csv a.csv | {0} \"Halo {{{{n", "\"Halo {{name}}\"")]
    [InlineData("Import-Csv a.csv | {0} '{{{{wa}}}} {{{{*p", "'{{wa}} {{company name}}'")]
    [InlineData("Import-Csv c.csv | {0} '{{{{", "'{{wa}}'", "'{{Jam buka}}'")]
    [InlineData("Import-Csv -Path ./b.csv -Delimiter ';' | {0} '{{{{", "'{{Nomor}}'", "'{{a;b}}'")]
    [InlineData("Import-Csv a.csv | Where-Object name | Sort-Object name | {0} '{{{{n", "'{{name}}'")]
    [InlineData("Import-Csv a.csv | Select-Object name, wa | {0} '{{{{", "'{{name}}'", "'{{wa}}'")]
    [InlineData("Import-Csv a.csv | Select-Object -First 3 | {0} '{{{{n", "'{{name}}'")]
    [InlineData("$rows | {0} '{{{{", "'{{wa}}'", "'{{kota}}'")]
    [InlineData("$table | {0} '{{{{", "'{{x}}'")]
    public void Template_variables_are_completed_from_the_piped_columns(string line, params string[] offered)
    {
        System.IO.File.WriteAllText(Path.Combine(user.Folder, "a.csv"), "wa,name,\"company name\"\n1,2,3");
        System.IO.File.WriteAllText(Path.Combine(user.Folder, "b.csv"), "\uFEFFsep=;\r\nNomor;\"a;b\"\r\n");
        System.IO.File.WriteAllText(Path.Combine(user.Folder, "c.csv"), "wa,Jam: buka\n1,2");
        DefineRows();
        Assert.Equal(
            offered,
            user.Complete(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, "Send-KirimyMessage -Template"))
        );
    }

    [Theory]
    [InlineData("Import-Csv a.csv | Send-KirimyMessage -Template 'Halo {{name}} x")]
    [InlineData("Import-Csv none.csv | Send-KirimyMessage -Template '{{")]
    [InlineData("Import-Csv $file | Send-KirimyMessage -Template '{{")]
    [InlineData("Get-Content a.csv | Send-KirimyMessage -Template '{{")]
    [InlineData("Import-Csv a.csv | ForEach-Object { $_ } | Send-KirimyMessage -Template '{{")]
    [InlineData("$none | Send-KirimyMessage -Template '{{")]
    [InlineData("$PSVersionTable.Nothing | Send-KirimyMessage -Template '{{")]
    [InlineData("Send-KirimyMessage -Template '{{")]
    [InlineData("Import-Csv a.csv | Send-KirimyMessage -Template \"$PID {{n")]
    public void No_columns_are_offered_when_they_are_unknown(string line)
    {
        System.IO.File.WriteAllText(Path.Combine(user.Folder, "a.csv"), "wa,name\n1,2");
        DefineRows();
        Assert.DoesNotContain(
            user.Complete(line),
            c => c.Contains("}}", StringComparison.Ordinal) && !c.Contains("{{name}} x", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData(
        "{ \"default\": \"p\", \"profiles\": { \"p\": { \"ledger\": \"redis://ledger.invalid:6379/0\", \"sessionIds\": [\"s\"] } } }"
    )]
    public void Completion_never_throws_waits_or_creates_files(string profiles)
    {
        user.Write(profiles);
        foreach (
            var line in new[]
            {
                "Send-KirimyMessage -Profile ",
                "Send-KirimyMessage -BatchId ",
                "Send-KirimyMessage -SessionId ",
                "Send-KirimyMessage -SessionId [",
                "Send-KirimyMessage -Recipient ",
                "Send-KirimyMessage -Ledger ./none.db -BatchId ",
                "Send-KirimyMessage -Profile nope -SessionId ",
                "Send-KirimyMessage -BaseUri : -SessionId '",
            }
        )
        {
            user.Complete(line);
        }

        Assert.Equal([user.File], Directory.GetFiles(user.Folder, "*", SearchOption.AllDirectories));
        Assert.Empty(user.Run("$Error").Output);
    }

    private void DefineRows() =>
        user.Run(
                """
                param($folder)
                $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
                $global:rows = [pscustomobject]@{ wa = 1; kota = 2 }, [pscustomobject]@{ other = 1 }
                $global:table = @{ x = 1 }
                """,
                ("folder", user.Folder)
            )
            .Clean();
}
