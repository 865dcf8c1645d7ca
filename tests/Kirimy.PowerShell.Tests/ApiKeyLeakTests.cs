using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests that the text of the API key isn't in any output or file, regardless of how a cmdlet ends.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ApiKeyLeakTests
{
    private const string EveryWay = """
        param($text, $secure)
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        Set-KirimyApiKey -PassThru -Verbose -Debug
        $secure | Set-KirimyApiKey -PassThru -Verbose -Debug
        $text | Set-KirimyApiKey -PassThru -Verbose -Debug
        $text | Set-KirimyApiKey -WhatIf -Verbose -Debug
        Set-KirimyApiKey -ApiKey $text -AsPlainText -PassThru -Verbose -Debug
        Set-KirimyApiKey -ApiKey $text -Verbose -Debug
        Set-KirimyApiKey $text -Verbose -Debug
        $text, $text | Set-KirimyApiKey -Verbose -Debug
        @{ Key = $text } | Set-KirimyApiKey -Verbose -Debug
        "$text with a space" | Set-KirimyApiKey -Verbose -Debug
        $text | Set-KirimyApiKey -Vault Nowhere -Verbose -Debug
        try { Set-KirimyApiKey -ApiKey $text -ErrorAction Stop } catch { $PSItem; $PSItem.Exception }
        Get-KirimyApiKey -All -Verbose -Debug
        Get-KirimyApiKey -Name KirimyApiKey -Verbose -Debug
        Remove-KirimyApiKey -Verbose -Debug
        """;

    /// <summary>The commands that send, check and store settings, with an API key, and passwords for a proxy and a ledger.</summary>
    private const string EveryCommand = """
        param($secure, $uri, $folder, $sign)
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $proxy = [pscredential]::new('user', [System.Net.NetworkCredential]::new('', $sign).SecurePassword)
        $to = @{ SessionId = 's'; BaseUri = $uri; ApiKey = $secure; MaximumRetryCount = 0; TimeoutSec = 2 }
        $through = @{ Proxy = 'http://127.0.0.1:9'; ProxyCredential = $proxy }
        $written = "http://user:$sign@127.0.0.1:9"
        $redis = "redis://user:$sign@127.0.0.1:1"
        Send-KirimyMessage 081234567890 x @to -Ledger "$folder/l.db" -KeepText -BatchId b -Verbose -Debug
        Send-KirimyMessage 081234567890 x @to -Ledger None -WhatIf -Verbose -Debug
        Send-KirimyMessage 081234567890 x @to -Ledger $redis -Verbose -Debug
        Send-KirimyMessage 081234567890 x @to @through -Ledger None -Verbose -Debug
        Send-KirimyMessage 081234567890 x @to -Proxy $written -Ledger None -Verbose -Debug
        Send-KirimyMessage 081234567890 x @to -Proxy "ftp://user:$sign@proxy.invalid" -Ledger None -Verbose -Debug
        Test-KirimyMessage 081234567890 x @to -Ledger None -Verbose -Debug
        Test-KirimyConnection -SessionId s -BaseUri $uri -ApiKey $secure -TimeoutSec 2 -Ledger $redis -Verbose -Debug
        Test-KirimyConnection -SessionId s -BaseUri $uri -ApiKey $secure -TimeoutSec 2 -Proxy $written -Ledger None -AsReport -Verbose -Debug
        Test-KirimyConnection -SessionId s -BaseUri $uri -ApiKey $secure -TimeoutSec 2 @through -Ledger $redis -AsReport -Recipient 081234567890 -Verbose -Debug
        Send-KirimyBuildNotification 081234567890 Failed @to -Ledger $redis -Verbose -Debug
        Send-KirimyBuildNotification 081234567890 Failed @to -Ledger None -Variable @{ url = "https://user:$sign@ci.example/" } -Verbose -Debug
        Send-KirimyBuildNotification 081234567890 Failed @to -Ledger None -Proxy $written -FailBuild -Verbose -Debug
        Get-KirimyDelivery -Ledger "$redis/x" -Verbose -Debug
        Get-KirimyDelivery -Ledger "$folder/l.db" -Verbose -Debug
        Get-KirimyQuota -SessionId s -BaseUri $uri -ApiKey $secure -Ledger "$folder/l.db" -Verbose -Debug
        Get-KirimyDelivery -Ledger "$folder/l.db" | Export-KirimyReport -Path "$folder/report.html" -PassThru -Verbose -Debug
        Set-KirimyProfile p -Proxy $written -PassThru -Verbose -Debug
        Set-KirimyProfile p -Proxy $written -WhatIf -Verbose -Debug
        Set-KirimyProfile p -Ledger $redis -PassThru -Verbose -Debug
        Set-KirimyProfile p -BaseUri "https://user:$sign@api.invalid/" -PassThru -Verbose -Debug
        Set-KirimyProfile p -SessionId s -SecretName mine -PassThru -Verbose -Debug
        $env:KIRIMY_LEDGER = $redis
        $env:https_proxy = $written
        Get-KirimyProfile -Effective -Verbose -Debug
        Get-KirimyQuota -SessionId s -ApiKey $secure -Verbose -Debug
        Test-KirimyConnection -SessionId s -BaseUri https://api.invalid/ -ApiKey $secure -TimeoutSec 1 -AsReport -Verbose -Debug
        Remove-KirimyProfile p -Verbose -Debug
        """;

    private const string Password = "hunter2correcthorse";

    [Fact]
    public async Task No_other_cmdlet_shows_or_stores_the_API_key_or_a_password()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var folder = new TemporaryFolder();
        string[] changed = ["KIRIMY_LEDGER", "https_proxy", "XDG_CONFIG_HOME", "XDG_STATE_HOME"];
        var before = changed.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", folder.Path);
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder.Path);
        try
        {
            var host = new RecordingHost();
            using var machine = new SecretSession(host);
            var run = machine.Run(
                EveryCommand,
                ("secure", SecretSession.Secure(SecretSession.Key)),
                ("uri", server.BaseUri),
                ("folder", folder.Path),
                ("sign", Password)
            );
            Assert.Null(run.Terminated);
            Assert.NotEmpty(server.Requests);
            Assert.NotEmpty(run.Verbose);
            Assert.Contains(run.Output, o => o.BaseObject is string);
            var errors = (ArrayList)machine.Session.Runspace.SessionStateProxy.GetVariable("Error");
            string[] shown =
            [
                host.Text,
                .. run.Warnings,
                .. run.Verbose,
                .. run.Debug,
                .. run.Information,
                .. run.Progress,
                .. run.Output.SelectMany(o => Showings(o.BaseObject)),
                .. run.Errors.SelectMany(e => Showings(e).Append(e.ErrorDetails?.RecommendedAction ?? string.Empty)),
                .. errors.Cast<object>().Except(run.Errors).SelectMany(Showings),
                .. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(System.IO.File.ReadAllText),
                .. server
                    .Requests.Where(r => r.Header("content-type")?.StartsWith("multipart", StringComparison.Ordinal) == true)
                    .Select(r => r.Message),
            ];
            Assert.DoesNotContain(shown, s => s.Contains(SecretSession.Key, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(shown, s => s.Contains(Password, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    [Theory]
    [InlineData("@{}")]
    [InlineData("@{ Raw = $true }")]
    [InlineData("@{ Keeps = $true }")]
    [InlineData("@{ Rejects = $true }")]
    [InlineData("@{ Locked = 'It is locked.' }")]
    [InlineData("@{ Failure = 'It is broken.' }")]
    public void The_API_key_is_in_no_stream_and_no_error(string vault)
    {
        var host = new RecordingHost();
        host.SecureAnswers.Enqueue(SecretSession.Secure(SecretSession.Key));
        using var machine = new SecretSession(host)
            .WithSecretManagement()
            .WithVault("Mine", vault, isDefault: true)
            .WithVariable(SecretSession.Key);
        var run = machine.Run(EveryWay, ("text", SecretSession.Key), ("secure", SecretSession.Secure(SecretSession.Key)));
        Assert.Null(run.Terminated);
        Assert.Empty(host.SecureAnswers);
        Assert.InRange(run.Errors.Count, 6, 14);
        Assert.NotEmpty(run.Verbose);

        var errors = (ArrayList)machine.Session.Runspace.SessionStateProxy.GetVariable("Error");
        string[] shown =
        [
            host.Text,
            .. run.Warnings,
            .. run.Verbose,
            .. run.Debug,
            .. run.Information,
            .. run.Progress,
            .. run.Output.SelectMany(o => Showings(o.BaseObject)),
            .. run.Errors.SelectMany(Showings),
            .. errors.Cast<object>().Except(run.Errors).SelectMany(Showings),
        ];
        Assert.DoesNotContain(shown, s => s.Contains(SecretSession.Key, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Message Hi -SessionId s -ApiKey $text")]
    [InlineData("Start-KirimySandbox -ApiKey $text")]
    public void Text_for_a_SecureString_is_refused_without_being_repeated(string script)
    {
        using var machine = new SecretSession();
        var run = machine.Run("param($text) " + script, ("text", SecretSession.Key));
        Assert.Empty(run.Output);
        Assert.DoesNotContain(run.Errors.SelectMany(Showings), s => s.Contains(SecretSession.Key, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Set-KirimyApiKey", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Showings(object value)
    {
        yield return value.ToString()!;
        yield return PSSerializer.Serialize(value, 3);
        for (var at = (value as ErrorRecord)?.Exception ?? value as Exception; at is not null; at = at.InnerException)
        {
            yield return at.ToString();
        }
    }
}
