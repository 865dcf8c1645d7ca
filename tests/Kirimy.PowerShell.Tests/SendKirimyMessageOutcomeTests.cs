using System.Management.Automation;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests errors, terminating errors and views.</summary>
public sealed class SendKirimyMessageOutcomeTests : SendKirimyMessageTestBase
{
    [Fact]
    public async Task ErrorAction_Stop_ends_the_pipeline_at_the_first_failure()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -ErrorAction Stop {To}", Row(("wa", "bad")), Row(("wa", "081234567890")));
        Assert.NotNull(run.Terminated);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Requests_in_flight_still_have_results_with_ErrorAction_Stop()
    {
        await using var server = new ScriptedServer(
            (r, _) => r.Recipient.EndsWith("00", StringComparison.Ordinal) ? Answer.Refused("NOPE") : Answer.Sent()
        );
        var rows = Rows(30);
        var output = new List<object?>();
        var run = Session.Run(
            $"param($uri, $key, $keep) $input | Send-KirimyMessage -Message x -ErrorAction Stop {To} | ForEach-Object {{ $keep.Add($_.PSObject.BaseObject) }}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key()),
            ("keep", output)
        );
        Assert.NotNull(run.Terminated);
        var results = output.Select(o => PSObject.AsPSObject(o!)).ToList();
        Assert.Equal(server.Requests.Count, results.Count(o => (int)o.Properties["Attempts"].Value > 0));
        Assert.Equal(server.Requests.Count - 1, results.Count(o => (bool)o.Properties["Success"].Value));
        Assert.True(server.Requests.Count < 30);

        // All results are in the output, so there is no warning.
        Session.Dispose();
        Assert.DoesNotContain("ended early", Session.Host.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_row_belongs_to_its_batch()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -BatchId b {To}", Row(("wa", "bad")), Row(("wa", "081234567890")));
        Assert.Equal(["b", "b"], run.Output.Select(o => (string)o.Properties["BatchId"].Value));
    }

    [Fact]
    public async Task A_stopped_pipeline_names_the_messages_without_a_result()
    {
        using var open = new ManualResetEventSlim();
        await using var server = new ScriptedServer(
            (_, n) =>
            {
                if (n > 0)
                {
                    open.Wait();
                }

                return Answer.Sent();
            }
        );
        var rows = Rows(30);
        Session.Run(
            $"param($uri, $key, $open) foreach ($once in 1) {{ $input | Send-KirimyMessage -Message x -ThrottleLimit 3 {To} | ForEach-Object {{ $open.Set(); break }} }}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key()),
            ("open", open)
        );
        var requests = server.Requests.Count;
        Assert.Equal(requests - 1, Session.Host.Text.Split(": Sent").Length - 1);
        Assert.Matches("no result for [0-9]+ messages: 62", Session.Host.Text);
    }

    [Fact]
    public async Task A_pipeline_that_ends_at_the_first_result_sends_at_most_two()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var rows = Rows(1000);
        var run = Session.Run(
            $"param($uri, $key) foreach ($once in 1) {{ $input | Send-KirimyMessage -Message x -ThrottleLimit 1 {To} | ForEach-Object {{ $_; break }} }}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Single(run.Output);
        Assert.InRange(server.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task An_error_record_has_code_category_target_and_action()
    {
        await using var server = new ScriptedServer(Answer.Refused("SESSION_INACTIVE", text: "sesi mati"));
        var run = Send(server, $"Send-KirimyMessage 081234567890 x {To}");
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("SESSION_INACTIVE,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.Same(run.Output[0].BaseObject, PSObject.AsPSObject(error.TargetObject).BaseObject);
        Assert.Contains("sesi mati", error.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public async Task An_error_that_ends_the_batch_is_written_once_and_every_row_has_a_result()
    {
        await using var server = new ScriptedServer(Answer.Refused("INVALID_API_KEY", 401));
        var rows = Rows(40);
        var run = SendRows(server, $"-Message x {To}", rows);
        Assert.Equal(40, run.Output.Count);
        Assert.Equal(["INVALID_API_KEY"], run.ErrorIds);
        Assert.All(run.Output, o => Assert.Equal("INVALID_API_KEY", o.Properties["ErrorCode"].Value));
        Assert.Contains(run.Output, o => o.Properties["Status"].Value?.ToString() == "NotSent");
        Assert.InRange(server.Requests.Count, 1, 5);
    }

    [Fact]
    public async Task A_failure_sets_the_success_variable_to_false()
    {
        await using var server = new ScriptedServer(Answer.Drop);
        var run = Send(server, $"$null = Send-KirimyMessage 081234567890 x {To} -ErrorAction SilentlyContinue; $?");
        Assert.Equal(false, Assert.Single(run.Output).BaseObject);
    }

    [Fact]
    public async Task WhatIf_sends_nothing_needs_no_API_key_and_shows_the_plan()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Session.Run(
            "param($uri) Send-KirimyMessage 081234567890, bad 'Halo Budi' -SessionId toko -BaseUri $uri -WhatIf",
            ("uri", server.BaseUri)
        );
        Assert.Equal(("Skipped", "WHAT_IF"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        Assert.Contains("6281234567890", Session.Host.Text, StringComparison.Ordinal);
        Assert.Contains("toko", Session.Host.Text, StringComparison.Ordinal);
        Assert.Contains("Halo Budi", Session.Host.Text, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Declining_Confirm_skips_the_message()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        // Yes, Yes to All, No, No to All, Suspend.
        Session.Host.ChoiceAnswer = 2;
        var run = Send(server, $"Send-KirimyMessage 081234567890 x -Confirm {To}").Clean();
        Assert.Equal(("Skipped", "DECLINED"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://api-client.kirimy.id/v1/")]
    [InlineData("https://user:secret@host/v1/")]
    public void A_base_address_that_is_not_safe_for_the_API_key_ends_the_cmdlet_before_sending(string uri)
    {
        var run = Session.Run(
            "param($uri, $key) Send-KirimyMessage 081234567890 x -SessionId s -BaseUri $uri -ApiKey $key",
            ("uri", uri),
            ("key", Key())
        );
        Assert.Equal(["INVALID_BASE_URI"], run.ErrorIds);
        Assert.Empty(run.Output);
    }

    public static TheoryData<string> Faults =>
        ["sent", "drop", "500", "429", "html", "cut", "401", "302", "echo", "hang", "refused", "tls"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_API_key_is_in_no_stream_after_any_failure(string fault)
    {
        await using var server = new ScriptedServer(
            fault switch
            {
                "sent" => Answer.Sent(),
                "drop" => Answer.Drop,
                "500" => Answer.Html(500),
                "html" => Answer.Html(200),
                "429" => Answer.Html(429),
                "cut" => Answer.Truncated(200, "{\"success\":"),
                "hang" => Answer.Hang,
                "401" => Answer.Html(401),
                "302" => Answer.Html(302, "Location: http://127.0.0.1:9/" + KeyText),
                _ => Answer.Refused(KeyText, text: "The key " + KeyText + " is wrong"),
            }
        );
        var uri = fault switch
        {
            "refused" => new Uri("http://127.0.0.1:9/"),
            "tls" => new Uri($"https://127.0.0.1:{server.Port}/"),
            _ => server.BaseUri,
        };
        var run = Session.Run(
            $"param($uri, $key) Send-KirimyMessage 081234567890, x 'Halo' {To} -Verbose -Debug -TimeoutSec 1 -MaximumRetryCount 0; $Error",
            ("uri", uri),
            ("key", Key())
        );
        var all = run.AllText() + Session.Host.Text;
        Assert.Contains("Halo", all, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyText, all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(KeyText[..16], all, StringComparison.OrdinalIgnoreCase);
    }
}
