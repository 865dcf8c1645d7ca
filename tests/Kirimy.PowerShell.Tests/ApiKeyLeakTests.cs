using System.Collections;
using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The key's text is nowhere that a person or a log can read it, however the commands end.</summary>
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

    [Theory]
    [InlineData("@{}")]
    [InlineData("@{ Raw = $true }")]
    [InlineData("@{ Keeps = $true }")]
    [InlineData("@{ Rejects = $true }")]
    [InlineData("@{ Locked = 'It is locked.' }")]
    [InlineData("@{ Failure = 'It is broken.' }")]
    public void The_key_is_in_no_stream_and_no_error(string vault)
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
    [InlineData("Send-KirimyMessage -Receive 081234567890 -Message Hi -SessionId s -ApiKey $text")]
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
