using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Rows that are skipped before sending, which isn't an error.</summary>
public sealed class SendKirimyMessageLeaveOutTests : SendKirimyMessageTestBase
{
    [Fact]
    public async Task SkipDuplicate_sends_a_duplicate_once()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        object?[] rows =
        [
            Row(("wa", "081234567890"), ("message", "a")),
            Row(("wa", "+62 812-3456-7890"), ("message", "a")),
            Row(("wa", "081234567890"), ("message", "b")),
            Row(("wa", "081234567891"), ("message", "a")),
        ];
        var run = SendRows(server, $"-SkipDuplicate -ThrottleLimit 1 {To}", rows).Clean();
        Assert.Equal(3, server.Requests.Count);
        var skipped = Assert.Single(run.Output, o => o.Properties["ErrorCode"].Value is "DUPLICATE");
        Assert.Equal(
            (1, "Skipped", "6281234567890"),
            (skipped.Properties["Index"].Value, skipped.Properties["Status"].Value.ToString(), skipped.Properties["Recipient"].Value)
        );
        SendRows(server, To, rows).Clean();
        Assert.Equal(7, server.Requests.Count);
    }

    [Fact]
    public async Task An_opted_out_recipient_is_skipped_without_an_error()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "optout.txt"),
            "# jangan\r\n+62 812-3456-7890\r\n",
            TestContext.Current.CancellationToken
        );
        var run = SendIn(Folder, server, "-Message x -SkipDuplicate -OptOutPath optout.txt", Row(("wa", "081234567890"))).Clean();
        Assert.Equal(("Skipped", "OPTED_OUT"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_invalid_opt_out_list_ends_the_cmdlet_before_sending()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await File.WriteAllTextAsync(Path.Combine(Folder, "optout.txt"), "081234567899\nsomebody\n", TestContext.Current.CancellationToken);
        var run = SendIn(Folder, server, "-Message x -OptOutPath optout.txt", Row(("wa", "081234567890")));
        Assert.Equal(["OPT_OUT_INVALID"], run.ErrorIds);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }
}
