using System.Management.Automation;

namespace Kirimy.PowerShell.Tests;

/// <summary>The messages that a sandbox received, and their status.</summary>
public sealed class SandboxMessageTests : SandboxCommandTestBase
{
    [Fact]
    public async Task MessageCount_is_kept_after_the_sandbox_has_stopped()
    {
        var sandbox = Start();
        Assert.Equal(0L, sandbox.Properties["MessageCount"].Value);
        await SendAsync(sandbox);
        await SendAsync(sandbox, session: "other");
        Assert.Equal(2L, sandbox.Properties["MessageCount"].Value);
        Run("$sandbox | Stop-KirimySandbox", sandbox).Clean();
        Assert.Equal(2L, sandbox.Properties["MessageCount"].Value);
    }

    [Fact]
    public async Task Messages_are_returned_unchanged_and_newest_last()
    {
        var sandbox = Start();
        await SendAsync(sandbox, text: "satu");
        await SendAsync(sandbox, text: "dua", session: "other");
        await SendAsync(sandbox, text: "tiga", recipient: "6281398765432");
        var run = Run("$sandbox | Get-KirimySandboxMessage", sandbox).Clean();
        Assert.Equal(["satu", "dua", "tiga"], Texts(run));
        Assert.Equal("Kirimy.SandboxMessage", run.Output[0].TypeNames[0]);
        Assert.Equal(
            ("Delivered", "NotDelivered", "SESSION_NOT_FOUND", 404, AnyNumber, "other"),
            (
                run.Member(0, "Status")!.ToString(),
                run.Member(1, "Status")!.ToString(),
                run.Member(1, "ErrorCode"),
                run.Member(1, "HttpStatus"),
                run.Member(1, "Recipient"),
                run.Member(1, "SessionId")
            )
        );
    }

    [Theory]
    [InlineData("-Recipient 6281234567891", "1 2")]
    [InlineData("-Recipient *892, *890", "0 3")]
    [InlineData("-Recipient *9", "")]
    [InlineData("-Status Delivered", "0 1 3")]
    [InlineData("-Status NotDelivered", "2")]
    [InlineData("-First 1", "0")]
    [InlineData("-Last 1", "3")]
    [InlineData("-First 1 -Last 1", "0 3")]
    [InlineData("-First 3 -Last 3", "0 1 2 3")]
    [InlineData("-First 9", "0 1 2 3")]
    [InlineData("-Recipient *891 -Last 1", "2")]
    public async Task Messages_are_filtered(string parameters, string expected)
    {
        var sandbox = Start();
        await SendAsync(sandbox, text: "0", recipient: "6281234567890");
        await SendAsync(sandbox, text: "1", recipient: "6281234567891");
        await SendAsync(sandbox, text: "2", recipient: "6281234567891", session: "other");
        await SendAsync(sandbox, text: "3", recipient: "6281234567892");
        Assert.Equal(expected, string.Join(' ', Texts(Run($"$sandbox | Get-KirimySandboxMessage {parameters}", sandbox).Clean())));
    }

    [Fact]
    public async Task Messages_of_several_sandboxes_are_sorted_by_time()
    {
        var first = Start();
        var second = Start();
        foreach (var (sandbox, text) in new[] { (first, "1"), (second, "2"), (first, "3"), (second, "4") })
        {
            await SendAsync(sandbox, text: text);
        }

        PSObject[] both = [second, first];
        Assert.Equal(["1", "2", "3", "4"], Texts(Run("param($both) $both | Get-KirimySandboxMessage", ("both", both)).Clean()));
        Assert.Equal(["4"], Texts(Run("param($both) Get-KirimySandboxMessage -InputObject $both -Last 1", ("both", both)).Clean()));
        var ports = "param($both) Get-KirimySandboxMessage $both[0].Port, $both[1].Port, $both[0].Port";
        Assert.Equal(["1", "2", "3", "4"], Texts(Run(ports, ("both", both)).Clean()));
    }

    [Fact]
    public void A_stopped_sandbox_has_no_messages_and_can_be_stopped_again()
    {
        var sandbox = Start();
        Run("$sandbox | Stop-KirimySandbox; $sandbox | Stop-KirimySandbox", sandbox).Clean();
        var run = Run("$sandbox | Get-KirimySandboxMessage", sandbox);
        var error = Assert.Single(run.Errors);
        Assert.Null(run.Terminated);
        Assert.Equal("SANDBOX_NOT_RUNNING", Assert.Single(run.ErrorIds));
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Same(sandbox.BaseObject, error.TargetObject);
    }

    [Theory]
    [InlineData("Stop-KirimySandbox")]
    [InlineData("Get-KirimySandboxMessage")]
    public async Task A_port_without_a_sandbox_is_an_error_and_the_others_are_returned(string command)
    {
        var sandbox = Start();
        await SendAsync(sandbox);
        var run = Run($"{command} -Port 1, $sandbox.Port", sandbox);
        Assert.Equal("SANDBOX_NOT_RUNNING", Assert.Single(run.ErrorIds));
        Assert.Equal(1, run.Errors[0].TargetObject);
        Assert.Equal(command == "Stop-KirimySandbox" ? 0 : 1, run.Output.Count);
    }
}
