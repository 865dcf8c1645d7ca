using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests aliases of parameters and properties.</summary>
public sealed class AliasNameTests : SendKirimyMessageTestBase
{
    private const string Serialized =
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r))";

    [Theory]
    [InlineData("-Recipient 081234567890 -Message Halo")]
    [InlineData("-To 081234567890 -Text Halo")]
    [InlineData("-Receive 081234567890 -Body Halo")]
    [InlineData("081234567890 Halo")]
    public async Task A_message_is_sent_with_every_parameter_alias(string arguments)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage {arguments} {To}").Clean();
        var request = Assert.Single(server.Requests);
        Assert.Equal(("6281234567890", "Halo"), (request.Recipient, request.Message));
    }

    [Theory]
    [InlineData("Send-KirimyMessage")]
    [InlineData("Test-KirimyMessage")]
    [InlineData("Send-KirimyBuildNotification")]
    [InlineData("Test-KirimyConnection")]
    [InlineData("Get-KirimyDelivery")]
    [InlineData("Get-KirimySandboxMessage")]
    public void Recipient_has_the_same_aliases_in_every_cmdlet(string cmdlet) =>
        Assert.Equal(["To", "Receive"], Session.Run($"(Get-Command {cmdlet}).Parameters['Recipient'].Aliases").Clean().As<string>());

    [Theory]
    [InlineData("$r")]
    [InlineData(Serialized)]
    [InlineData("$r[0].PSObject.Copy()")]
    public async Task A_result_has_its_recipient_under_both_property_names(string copy)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(
                server,
                $$"""
                $r = @(Send-KirimyMessage 081234567890 Halo {{To}} -Ledger None)
                $c = @({{copy}})[0]
                $c.Recipient; $c.Receive; $c.receive
                [string]@($c | Where-Object Receive -EQ '6281234567890').Count
                @($r[0].PSObject.Properties.Name) -join ' '
                """
            )
            .Clean();
        var texts = run.As<string>().ToList();
        Assert.Equal(["6281234567890", "6281234567890", "6281234567890", "1"], texts.Take(4));
        var names = texts[4];
        Assert.Contains("Recipient", names, StringComparison.Ordinal);
        Assert.DoesNotContain("Receive", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_results_have_property_aliases()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(
                server,
                $$"""
                (Test-KirimyNumber 081234567890).Receive
                (Test-KirimyMessage 081234567890 Halo -SessionId s -Ledger None).Receive
                $check = @(Test-KirimyConnection {{To}} -Ledger None)[0]
                [string]($check.Found -eq $check.Detail)
                $quota = @(Get-KirimyQuota)[0]
                [string]($quota.LeftToday -eq $quota.RemainingToday -and $quota.DayEnds -eq $quota.ResetsAt)
                """
            )
            .Clean();
        Assert.Equal(["6281234567890", "6281234567890", "True", "True"], run.As<string>());
    }

    [Fact]
    public void Results_are_read_only()
    {
        var run = Session
            .Run("$n = Test-KirimyNumber 081234567890; try { $n.Receive = '1' } catch { $_.Exception.Message }; $n.Recipient")
            .Clean();
        var texts = run.Clean().As<string>().ToList();
        Assert.Contains("ReadOnly", texts[0], StringComparison.Ordinal);
        Assert.Equal("6281234567890", texts[1]);
    }

    [Theory]
    [InlineData("Recipient")]
    [InlineData("Receive")]
    public async Task A_saved_result_is_a_row_under_either_property_name(string name)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-Message Halo {To}", Row((name, "6281234567890"), ("IsValid", "True"), ("Reason", null), ("wa", "0812")))
            .Clean();
        Assert.Equal("6281234567890", Assert.Single(server.Requests).Recipient);
    }
}
