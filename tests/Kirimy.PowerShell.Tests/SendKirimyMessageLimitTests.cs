using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests the parameters of rate limits, daily limits and intervals.</summary>
public sealed class SendKirimyMessageLimitTests : SendKirimyMessageTestBase
{
    [Theory]
    [InlineData("-RequestsPerMinute 0", "ParameterArgumentValidationError")]
    [InlineData("-MessagesPerDay 0", "ParameterArgumentValidationError")]
    [InlineData("-Interval -00:00:01", "ParameterArgumentTransformationError")]
    [InlineData("-Interval 5", "ParameterArgumentTransformationError")]
    [InlineData("-Interval 01:00:01", "ParameterArgumentTransformationError")]
    [InlineData("-Interval 5s-2h", "ParameterArgumentTransformationError")]
    [InlineData("-Interval 2s-1s", "ParameterArgumentTransformationError")]
    [InlineData("-Interval 1s,2s,3s", "ParameterArgumentTransformationError")]
    [InlineData("-Interval soon", "ParameterArgumentTransformationError")]
    [InlineData("-SendBetween 08:00", "INVALID_SENDING_HOURS")]
    [InlineData("-SendBetween 08:00-12:00,8-8", "INVALID_SENDING_HOURS")]
    public async Task An_invalid_limit_or_delay_ends_the_cmdlet_before_sending(string parameters, string code)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 x {parameters} {To}");
        Assert.Equal([code], run.ErrorIds);
        Assert.Empty(run.Output);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("-RequestsPerMinute 1 -MessagesPerDay 1")]
    [InlineData("-RequestsPerMinute 2147483647 -MessagesPerDay 2147483647")]
    [InlineData("-Interval 1h")]
    [InlineData("-Interval 0-1h")]
    [InlineData("-Interval 00:00:01")]
    [InlineData("-Interval 00:00:01, 00:00:02")]
    [InlineData("-Interval 500ms")]
    public async Task The_first_message_is_sent_without_a_wait(string parameters)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 x {parameters} {To}").Clean();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_session_at_its_daily_limit_fails_over_to_the_next_one()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, "-Message x -MessagesPerDay 2 -ThrottleLimit 1 -BaseUri $uri -ApiKey $key -SessionId a, b", Rows(4))
            .Clean();
        Assert.Equal(["a", "a", "b", "b"], run.Output.Select(o => o.Properties["SessionId"].Value));
        Assert.Equal(["a", "a", "b", "b"], server.Requests.Select(r => r.SessionId));
        var warning = Assert.Single(run.Warnings);
        Assert.Contains("'a'", warning, StringComparison.Ordinal);
        Assert.Contains("'b'", warning, StringComparison.Ordinal);
        Assert.Contains("DAILY_LIMIT", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daily_limit_leaves_the_rest_NotSent_with_one_error()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -MessagesPerDay 2 -ThrottleLimit 1 {To}", Rows(5));
        Assert.Equal(["Sent", "Sent", "NotSent", "NotSent", "NotSent"], Enumerable.Range(0, 5).Select(i => Status(run, i)));
        Assert.Equal(["DAILY_LIMIT"], run.ErrorIds);
        Assert.Matches(@"^3 messages .*: s\. .* \d{4}-\d\d-\d\d \d\d:00 \(UTC[+-]\d\d:\d\d\)\.$", run.Errors[0].ToString());
        Assert.All(run.Output.Skip(2), o => Assert.Equal(0, o.Properties["Attempts"].Value));
        Assert.Empty(run.Warnings);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ErrorAction_Stop_at_the_daily_limit_ends_the_cmdlet_after_the_last_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -MessagesPerDay 2 -ThrottleLimit 1 -ErrorAction Stop {To}", Rows(5));
        Assert.Contains("3 messages", run.Terminated!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rerun_of_a_batch_sends_the_messages_left_by_the_daily_limit()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var first = SendRows(server, $"-Message x -BatchId b -MessagesPerDay 2 -ThrottleLimit 1 {To}", Rows(3));
        Assert.Equal("NotSent", Status(first, 2));
        var second = SendRows(server, $"-Message x -BatchId b -MessagesPerDay 3 -ThrottleLimit 1 {To}", Rows(3)).Clean();
        Assert.Equal(["Skipped", "Skipped", "Sent"], Enumerable.Range(0, 3).Select(i => Status(second, i)));
    }

    [Theory]
    [InlineData("-SendBetween CLOSED -Urgent")]
    [InlineData("-SendBetween 00:00-24:00")]
    [InlineData("-SendBetween OPEN, CLOSED")]
    [InlineData("-SendBetween $null")]
    public async Task A_message_is_sent_within_the_hours_or_with_Urgent(string parameters)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 x {Ranges(parameters)} {To}").Clean();
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stopping_a_wait_for_the_sending_hours_reports_the_message()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var run = StartRows(
            Session,
            server.BaseUri,
            Ranges($"-SendBetween CLOSED -Verbose:$false {To} | ForEach-Object {{ $_ }}; "),
            Rows(2)
        );
        await run.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(server.Requests);
        Assert.DoesNotContain(run.Output, o => (bool)o.Properties["Success"].Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_that_waits_for_the_next_day_can_be_stopped()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var run = StartRows(Session, server.BaseUri, $"-WaitForNextDay -MessagesPerDay 2 {To}", Rows(4));
        await RunningScript.HaveWrittenAsync(2, TestContext.Current.CancellationToken, run);
        await run.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>Inserts sending hours that include the next hours, and others that don't.</summary>
    private static string Ranges(string parameters)
    {
        var now = DateTime.Now;
        return parameters
            .Replace("OPEN", $"{now.AddHours(-2):HH:mm}-{now.AddHours(4):HH:mm}", StringComparison.Ordinal)
            .Replace("CLOSED", $"{now.AddHours(4):HH:mm}-{now.AddHours(6):HH:mm}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daily_count_continues_in_the_next_cmdlet()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081234567890 x -MessagesPerDay 1 {To}").Clean();
        var run = Send(server, $"Send-KirimyMessage 081234567890 x -MessagesPerDay 1 {To}");
        Assert.Equal(["DAILY_LIMIT"], run.ErrorIds);
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_runspaces_share_the_rate_limit()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        using var other = PowerShellSession.Open();
        var arguments = $"-RequestsPerMinute 3 {To}";
        using var first = StartRows(Session, server.BaseUri, arguments, Rows(4));
        using var second = StartRows(other, server.BaseUri, arguments, Rows(4));

        // Neither can send all its messages: both are still sending when three are sent.
        await RunningScript.HaveWrittenAsync(3, TestContext.Current.CancellationToken, first, second);
        await first.StopAsync(TestContext.Current.CancellationToken);
        await second.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(3, first.Output.Concat(second.Output).Count(o => (bool)o.Properties["Success"].Value));
    }
}
