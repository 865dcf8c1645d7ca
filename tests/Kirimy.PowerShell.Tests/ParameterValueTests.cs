using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests other spellings of parameter values, and values of $PSDefaultParameterValues for all cmdlets.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ParameterValueTests : SendKirimyMessageTestBase
{
    private static readonly byte[] Western = [.. "name,no_hp\nRen"u8, 0xE9, .. ",081234567801\n"u8];

    [Theory]
    [InlineData("'office,backup'")]
    [InlineData("'office; backup'")]
    [InlineData("\"office`r`nbackup`n\"")]
    [InlineData("@('office', @(' backup '))")]
    public async Task Several_sessions_in_one_text_are_several_sessions(string sessions)
    {
        await using var server = new ScriptedServer(
            (request, _) => request.SessionId == "office" ? Answer.Refused("SESSION_NOT_FOUND") : Answer.Sent()
        );
        var run = Send(server, $"Send-KirimyMessage 081234567890 x -BaseUri $uri -ApiKey $key -Ledger None -SessionId {sessions}").Clean();
        Assert.Equal("backup", run.Member(0, "SessionId"));
    }

    [Theory]
    [InlineData("','")]
    [InlineData("' ; '")]
    [InlineData("@(',', '')")]
    public async Task Separators_alone_are_not_a_session(string sessions)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 x -BaseUri $uri -ApiKey $key -Ledger None -SessionId {sessions}");
        Assert.Equal(["SESSION_ID_MISSING"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("'none '")]
    [InlineData("\"NONE`n\"")]
    public async Task White_space_around_a_ledger_address_is_ignored(string ledger)
    {
        using var folder = new TemporaryFolder();
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendIn(folder.Path, server, $"-Recipient 081234567890 -Ledger {ledger}", "x").Clean();
        Assert.Equal("Sent", Status(run, 0));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_blank_ledger_is_an_error()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(["INVALID_LEDGER"], Send(server, $"Send-KirimyMessage 081234567890 x {To} -Ledger ' '").ErrorIds);
    }

    [Theory]
    [InlineData("@{ '*:Encoding' = 'utf8' }", "", "Ren\u00E9")]
    [InlineData("@{ '*:Encoding' = 'unicode'; '*:Delimiter' = ';' }", "", "Ren\u00E9")]
    [InlineData("@{ '*-*:Encoding' = { 'utf8' } }", "", "Ren\u00E9")]
    [InlineData("@{ '*:Encoding' = [System.Text.Encoding]::UTF8 }", "", "Ren\u00E9")]
    [InlineData("@{ '*:Encoding' = 'utf8' }", "-Encoding windows-1251", "Ren\u0439")]
    [InlineData("@{ 'Import-KirimyContact:Encoding' = 'utf8' }", "", null)]
    [InlineData("@{ '*:Encoding' = 'utf8'; Disabled = $true }", "-Encoding utf8", null)]
    [InlineData("@{}", "-Encoding utf8", null)]
    public async Task A_default_encoding_for_all_cmdlets_is_ignored(string defaults, string arguments, string? name)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a.csv");
        await File.WriteAllBytesAsync(file, Western, TestContext.Current.CancellationToken);
        var run = Session.Run($"$PSDefaultParameterValues = {defaults}; Import-KirimyContact '{file}' {arguments}");
        if (name is null)
        {
            Assert.Equal(["FILE_ENCODING"], run.ErrorIds);
        }
        else
        {
            Assert.Equal(name, run.Clean().Member(0, "name"));
        }
    }
}
