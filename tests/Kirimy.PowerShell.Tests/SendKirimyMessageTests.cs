using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class SendKirimyMessageTests : IDisposable
{
    internal const string KeyText = "b22d5cc2a561ce890269f782d3321858bf5f6e8d26418cbd903e801d7f08fee2";
    private const string To = "-BaseUri $uri -ApiKey $key -SessionId s";
    private readonly PowerShellSession session = PowerShellSession.Open();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task An_alert_is_sent_and_gives_one_result()
    {
        await using var server = new ScriptedServer(Answer.Sent("M-7"));
        var run = Send(server, $"Send-KirimyMessage -Receive '0812-3456-7890' -Message \"satu`r`ndua\" {To}").Clean();
        Assert.Equal(
            ("Sent", true, "6281234567890", "M-7", "s", 0, 1, null),
            (
                Status(run, 0),
                run.Member(0, "Success"),
                run.Member(0, "Receive"),
                run.Member(0, "MessageId"),
                run.Member(0, "SessionId"),
                run.Member(0, "Index"),
                run.Member(0, "Attempts"),
                run.Member(0, "ErrorCode")
            )
        );
        Assert.Equal("Kirimy.SendResult", Assert.Single(run.Output).TypeNames[0]);
        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ("6281234567890", "satu\ndua", "s", KeyText),
            (request.Receive, request.Message, request.SessionId, request.Header("api-key"))
        );
    }

    [Fact]
    public async Task Each_recipient_of_an_alert_gets_its_own_result()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890, 081234567891, nonsense 'x' {To}");
        Assert.Equal(3, run.Output.Count);
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_piped_string_is_the_message()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"'disk penuh' | Send-KirimyMessage -Receive 081234567890, 081234567891 {To}").Clean();
        Assert.Equal(["disk penuh", "disk penuh"], server.Requests.Select(r => r.Message));
    }

    [Fact]
    public async Task A_string_that_carries_properties_is_still_a_string()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var line = new PSObject("dari berkas");
        line.Properties.Add(new PSNoteProperty("PSPath", "/x"));
        session
            .Run(
                $"param($uri, $key) $input | Send-KirimyMessage -Receive 081234567890 {To}",
                [line],
                ("uri", server.BaseUri),
                ("key", Key())
            )
            .Clean();
        Assert.Equal("dari berkas", Assert.Single(server.Requests).Message);
    }

    [Theory]
    [InlineData("wa", "pesan")]
    [InlineData("WA", "Message")]
    [InlineData("no_hp", "text")]
    [InlineData("Telepon", "BODY")]
    [InlineData("receive", "message")]
    public async Task A_row_names_its_recipient_and_text_in_columns(string number, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, To, Row((number, "0812 3456 7890"), ("name", "Budi"), (text, "Halo"))).Clean();
        var request = Assert.Single(server.Requests);
        Assert.Equal(("6281234567890", "Halo"), (request.Receive, request.Message));
    }

    [Fact]
    public async Task A_hashtable_is_a_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"@{{ to = 6281234567890; message = 'Halo' }} | Send-KirimyMessage {To}").Clean();
        Assert.Equal("6281234567890", Assert.Single(server.Requests).Receive);
    }

    [Fact]
    public async Task A_row_s_session_sends_unless_a_parameter_says_otherwise()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"), ("session_id", " toko "));
        SendRows(server, "-BaseUri $uri -ApiKey $key -Message x", row).Clean();
        SendRows(server, $"-Message x {To}", row).Clean();
        Assert.Equal(["toko", "s"], server.Requests.Select(r => r.SessionId));
    }

    [Fact]
    public async Task A_row_without_a_message_is_an_error_that_says_so_and_is_never_sent_as_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, To, Row(("wa", "081234567890"), ("name", "Budi")));
        Assert.Equal(("Failed", "MESSAGE_EMPTY"), (Status(run, 0), run.Member(0, "ErrorCode")));
        var said = Assert.Single(run.Errors).ToString();
        Assert.Contains("wa, name", said, StringComparison.Ordinal);
        Assert.Contains("-Message", said, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task With_a_recipient_given_a_row_without_a_message_is_still_no_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Receive 081234567890 {To}", Row(("wa", "081234567890"), ("name", "Budi")));
        Assert.Equal(["MESSAGE_EMPTY"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_row_without_a_number_says_which_columns_it_has()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x {To}", Row(("nama", "Budi"), ("kota", "Solo")));
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        Assert.Contains("nama, kota", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("'teks' | Send-KirimyMessage -Receive 081234567890 -Message lain", "INPUT_AMBIGUOUS")]
    [InlineData("'081234567890' | Send-KirimyMessage -Message lain", "INPUT_AMBIGUOUS")]
    [InlineData("'teks' | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("$null | Send-KirimyMessage -Receive 081234567890", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Receive $null -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Receive @() -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Receive '' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Receive 081234567890", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Receive 081234567890 -Message ''", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Receive 081234567890 -Message \" `t`n\"", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Receive 081234567890 -Message ('a' * 4097)", "MESSAGE_TOO_LONG")]
    [InlineData("Send-KirimyMessage -Receive '+6591234567' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("5 | Send-KirimyMessage -Receive 081234567890", "MESSAGE_EMPTY")]
    public async Task What_can_t_be_sent_gives_one_failed_result_and_one_error(string command, string code)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"{command} {To}");
        Assert.Single(run.Output);
        Assert.Equal(("Failed", code), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal([code], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_sent()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, "Send-KirimyMessage -Receive 081234567890 -Message x -BaseUri $uri -ApiKey $key");
        Assert.Equal(["SESSION_ID_MISSING"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task There_are_as_many_results_as_inputs_for_any_mix()
    {
        var random = new Random(42);
        Func<object?>[] makers =
        [
            () => Row(("wa", $"0812{random.Next(10_000_000, 99_999_999)}"), ("message", "x")),
            () => Row(("wa", "0812O3456789"), ("message", "x")),
            () => Row(("wa", "081234567890"), ("name", "y")),
            () => Row(("name", "y")),
            () => Row(("wa", null), ("message", null)),
            () => new Hashtable { ["to"] = 6281234567890L, ["text"] = "x" },
            () => "a string",
            () => null,
            () => 42,
            () => Row(("wa", "081234567890"), ("message", new string('x', 5000))),
        ];
        await using var server = new ScriptedServer(
            (_, n) =>
                (n % 7) switch
                {
                    0 => Answer.Html(500),
                    1 => Answer.Refused("INVALID_PHONE_NUMBER"),
                    2 => Answer.Drop,
                    _ => Answer.Sent(),
                }
        );
        var inputs = Enumerable.Range(0, 300).Select(_ => makers[random.Next(makers.Length)]()).ToArray();
        var run = SendRows(server, To, inputs);
        Assert.Equal(Enumerable.Range(0, 300), run.Output.Select(o => (int)o.Properties["Index"].Value).Order());
        Assert.Equal(run.Output.Count(o => !(bool)o.Properties["Success"].Value), run.Errors.Count);
        Assert.Equal(server.Requests.Count, run.Output.Count(o => (int)o.Properties["Attempts"].Value == 1));
    }

    [Fact]
    public async Task An_error_record_tells_code_category_target_and_what_to_do()
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
    public async Task What_ends_the_batch_is_one_error_and_every_row_has_its_result()
    {
        await using var server = new ScriptedServer(Answer.Refused("INVALID_API_KEY", 401));
        var rows = Enumerable.Range(0, 40).Select(i => (object?)Row(("wa", $"0812{10_000_000 + i}"))).ToArray();
        var run = SendRows(server, $"-Message x {To}", rows);
        Assert.Equal(40, run.Output.Count);
        Assert.Equal(["INVALID_API_KEY"], run.ErrorIds);
        Assert.All(run.Output, o => Assert.Equal("INVALID_API_KEY", o.Properties["ErrorCode"].Value));
        Assert.Contains(run.Output, o => o.Properties["Status"].Value?.ToString() == "NotSent");
        Assert.InRange(server.Requests.Count, 1, 5);
    }

    [Fact]
    public async Task ErrorAction_Stop_ends_the_pipeline_at_the_first_failure()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x -ErrorAction Stop {To}", Row(("wa", "bad")), Row(("wa", "081234567890")));
        Assert.NotNull(run.Terminated);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task With_ErrorAction_Stop_what_was_under_way_still_has_its_results()
    {
        await using var server = new ScriptedServer(
            (r, _) => r.Receive.EndsWith("00", StringComparison.Ordinal) ? Answer.Refused("NOPE") : Answer.Sent()
        );
        var rows = Enumerable.Range(0, 30).Select(i => (object?)Row(("wa", $"0812{10_000_000 + i}"))).ToArray();
        var output = new List<object?>();
        var run = session.Run(
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
    }

    [Fact]
    public async Task A_pipeline_that_is_cut_short_tells_what_was_under_way()
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
        var rows = Enumerable.Range(0, 30).Select(i => (object?)Row(("wa", $"0812{10_000_000 + i}"))).ToArray();
        session.Run(
            $"param($uri, $key, $open) foreach ($once in 1) {{ $input | Send-KirimyMessage -Message x -ThrottleLimit 3 {To} | ForEach-Object {{ $open.Set(); break }} }}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key()),
            ("open", open)
        );
        Assert.Contains($"{server.Requests.Count - 1} messages were under way", session.Host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No. HP")]
    [InlineData("Phone Number")]
    [InlineData("NO HP")]
    public async Task A_column_s_name_may_be_written_as_people_do(string name)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-Message x {To}", Row((name, "081234567890"))).Clean();
        Assert.Equal("6281234567890", Assert.Single(server.Requests).Receive);
    }

    [Fact]
    public async Task A_file_read_with_the_wrong_delimiter_is_told_so()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x {To}", Row(("nama;no_hp", "Budi;081234567890")));
        Assert.Contains("Import-Csv -Delimiter ';'", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_number_of_Test_KirimyNumber_keeps_its_reason()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"'081234567890', '6.28E+12' | Test-KirimyNumber | Send-KirimyMessage -Message x {To}");
        Assert.Contains("6.28E+12", Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("{ \"Halo $($_.name)\" }")]
    [InlineData("'a', 'b'")]
    public async Task What_is_no_text_is_not_made_one(string message)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 -Message {message} {To}");
        Assert.Single(run.Errors);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_failure_makes_the_automatic_variable_false()
    {
        await using var server = new ScriptedServer(Answer.Drop);
        var run = Send(server, $"$null = Send-KirimyMessage 081234567890 x {To} -ErrorAction SilentlyContinue; $?");
        Assert.Equal(false, Assert.Single(run.Output).BaseObject);
    }

    [Fact]
    public async Task WhatIf_sends_nothing_needs_no_key_and_tells_what_it_would_do()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = session.Run(
            "param($uri) Send-KirimyMessage 081234567890, bad 'Halo Budi' -SessionId toko -BaseUri $uri -WhatIf",
            ("uri", server.BaseUri)
        );
        Assert.Equal(("Skipped", "WHAT_IF"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        Assert.Contains("6281234567890", session.Host.Text, StringComparison.Ordinal);
        Assert.Contains("toko", session.Host.Text, StringComparison.Ordinal);
        Assert.Contains("Halo Budi", session.Host.Text, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_no_to_Confirm_skips_the_message()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        // Yes, Yes to All, No, No to All, Suspend.
        session.Host.ChoiceAnswer = 2;
        var run = Send(server, $"Send-KirimyMessage 081234567890 x -Confirm {To}").Clean();
        Assert.Equal(("Skipped", "DECLINED"), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://api-client.kirimy.id/v1/")]
    [InlineData("https://user:secret@host/v1/")]
    public void An_address_that_a_key_can_t_go_to_ends_the_command_before_anything_is_sent(string uri)
    {
        var run = session.Run(
            "param($uri, $key) Send-KirimyMessage 081234567890 x -SessionId s -BaseUri $uri -ApiKey $key",
            ("uri", uri),
            ("key", Key())
        );
        Assert.Equal(["INVALID_BASE_URI"], run.ErrorIds);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_pipeline_that_ends_at_the_first_result_sends_at_most_two()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var rows = Enumerable.Range(0, 1000).Select(i => (object?)Row(("wa", $"0812{10_000_000 + i}"))).ToArray();
        var run = session.Run(
            $"param($uri, $key) foreach ($once in 1) {{ $input | Send-KirimyMessage -Message x -ThrottleLimit 1 {To} | ForEach-Object {{ $_; break }} }}",
            rows,
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Single(run.Output);
        Assert.InRange(server.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Stopping_the_pipeline_ends_the_command_and_nothing_more_is_sent()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var server = new ScriptedServer(
            (_, _) =>
            {
                arrived.Release();
                return Answer.Html(429, "Retry-After: 300");
            }
        );
        using var shell = System.Management.Automation.PowerShell.Create(session.Runspace);
        shell
            .AddScript($"param($uri, $key) Send-KirimyMessage 081234567890 x {To}")
            .AddParameter("uri", server.BaseUri)
            .AddParameter("key", Key());
        var running = shell.BeginInvoke();
        await arrived.WaitAsync(TestContext.Current.CancellationToken);
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Single(server.Requests);
    }

    public static TheoryData<string> Faults =>
        ["sent", "drop", "500", "429", "html", "cut", "401", "302", "echo", "hang", "refused", "tls"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_key_is_in_no_stream_whatever_happens(string fault)
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
        var run = session.Run(
            $"param($uri, $key) Send-KirimyMessage 081234567890, x 'Halo' {To} -Verbose -Debug -TimeoutSec 1 -MaximumRetryCount 0; $Error",
            ("uri", uri),
            ("key", Key())
        );
        var all = run.AllText() + session.Host.Text;
        Assert.Contains("Halo", all, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyText, all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(KeyText[..16], all, StringComparison.OrdinalIgnoreCase);
    }

    private static SecureString Key() => new NetworkCredential(string.Empty, KeyText).SecurePassword;

    private static PSObject Row(params (string Name, object? Value)[] columns)
    {
        var row = new PSObject();
        foreach (var (name, value) in columns)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }

    private static string Status(ScriptRun run, int index) => run.Member(index, "Status")!.ToString()!;

    private ScriptRun Send(ScriptedServer server, string command) =>
        session.Run($"param($uri, $key) {command}", ("uri", server.BaseUri), ("key", Key()));

    private ScriptRun SendRows(ScriptedServer server, string arguments, params object?[] rows) =>
        session.Run($"param($uri, $key) $input | Send-KirimyMessage {arguments}", rows, ("uri", server.BaseUri), ("key", Key()));
}
