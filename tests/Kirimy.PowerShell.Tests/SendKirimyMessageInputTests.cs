using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests which messages are sent for parameters and pipeline input.</summary>
public sealed class SendKirimyMessageInputTests : SendKirimyMessageTestBase
{
    [Fact]
    public async Task An_alert_has_one_result()
    {
        await using var server = new ScriptedServer(Answer.Sent("M-7"));
        var run = Send(server, $"Send-KirimyMessage -Recipient '0812-3456-7890' -Message \"satu`r`ndua\" {To}").Clean();
        Assert.Equal(
            ("Sent", true, "6281234567890", "M-7", "s", 0, 1, null),
            (
                Status(run, 0),
                run.Member(0, "Success"),
                run.Member(0, "Recipient"),
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
            (request.Recipient, request.Message, request.SessionId, request.Header("api-key"))
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
    public async Task A_landline_typed_without_quotes_in_a_list_keeps_its_zero()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage -Recipient 0215551234, 081234567890 -Message 'x' {To}").Clean();
        Assert.Equal(["62215551234", "6281234567890"], server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_piped_string_is_the_message()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"'disk penuh' | Send-KirimyMessage -Recipient 081234567890, 081234567891 {To}").Clean();
        Assert.Equal(["disk penuh", "disk penuh"], server.Requests.Select(r => r.Message));
    }

    [Fact]
    public async Task Each_row_is_read_by_its_own_columns()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(
                server,
                $$"""
                [pscustomobject]@{ wa = '081234567890'; message = 'a' },
                [pscustomobject]@{ wa = '081234567891'; message = 'b'; 'Message Key' = 'k2'; 'Session' = '' },
                @{ wa = '081234567892'; message = 'c'; 'message-key' = 'k3' },
                [pscustomobject]@{ message = 'd'; wa = '081234567893' },
                [pscustomobject]@{ wa = '081234567894'; message = 'e'; 'Message Key' = 'k5'; note = '' },
                [pscustomobject]@{ wa = '081234567895'; message = 'f'; note = ''; 'Message Key' = 'k6' } |
                    Send-KirimyMessage -ThrottleLimit 1 -Ledger None {{To}}
                """
            )
            .Clean();
        Assert.Equal(["a", "b", "c", "d", "e", "f"], server.Requests.Select(r => r.Message));
        Assert.Equal([null, "k2", "k3", null, "k5", "k6"], run.Output.Select(o => (string?)o.Properties["MessageKey"].Value));
    }

    [Fact]
    public async Task A_string_with_properties_is_a_text()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var line = new PSObject("dari berkas");
        line.Properties.Add(new PSNoteProperty("PSPath", "/x"));
        Session
            .Run(
                $"param($uri, $key) $input | Send-KirimyMessage -Recipient 081234567890 {To}",
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
    [InlineData("recipient", "message")]
    [InlineData("receive", "message")]
    public async Task A_row_has_its_recipient_and_text_in_columns(string number, string text)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, To, Row((number, "0812 3456 7890"), ("name", "Budi"), (text, "Halo"))).Clean();
        var request = Assert.Single(server.Requests);
        Assert.Equal(("6281234567890", "Halo"), (request.Recipient, request.Message));
    }

    [Fact]
    public async Task A_hashtable_is_a_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"@{{ to = 6281234567890; message = 'Halo' }} | Send-KirimyMessage {To}").Clean();
        Assert.Equal("6281234567890", Assert.Single(server.Requests).Recipient);
    }

    [Fact]
    public async Task The_session_of_a_row_is_used_unless_a_parameter_specifies_another()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("wa", "081234567890"), ("session_id", " toko "));
        SendRows(server, "-BaseUri $uri -ApiKey $key -Message x", row).Clean();
        SendRows(server, $"-Message x {To}", row).Clean();
        Assert.Equal(["toko", "s"], server.Requests.Select(r => r.SessionId));
    }

    [Fact]
    public async Task A_row_without_a_message_is_an_error_and_never_sent_as_text()
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
    public async Task A_row_without_a_message_is_not_a_text_when_a_recipient_is_specified()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Recipient 081234567890 {To}", Row(("wa", "081234567890"), ("name", "Budi")));
        Assert.Equal(["MESSAGE_EMPTY"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_computed_column_is_evaluated_once_for_all_recipients()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("name", "Budi"));
        row.Properties.Add(new PSScriptProperty("message", ScriptBlock.Create("[guid]::NewGuid()")));
        SendRows(server, $"-Recipient 081234567890, 081234567891, 081234567892 {To}", row).Clean();
        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Message).Distinct());
    }

    [Fact]
    public async Task The_error_of_a_row_without_a_number_lists_its_columns()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message x {To}", Row(("nama", "Budi"), ("kota", "Solo")));
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        Assert.Contains("nama, kota", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("'teks' | Send-KirimyMessage -Recipient 081234567890 -Message lain", "INPUT_AMBIGUOUS")]
    [InlineData("'081234567890' | Send-KirimyMessage -Message lain", "INPUT_AMBIGUOUS")]
    [InlineData("'teks' | Send-KirimyMessage", "INVALID_PHONE_NUMBER")]
    [InlineData("$null | Send-KirimyMessage -Recipient 081234567890", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Recipient $null -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient @() -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient '' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Message ''", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Message \" `t`n\"", "MESSAGE_EMPTY")]
    [InlineData("Send-KirimyMessage -Recipient 081234567890 -Message ('a' * 4097)", "MESSAGE_TOO_LONG")]
    [InlineData("Send-KirimyMessage -Recipient '+6591234567' -Message x", "INVALID_PHONE_NUMBER")]
    [InlineData("5 | Send-KirimyMessage -Recipient 081234567890", "MESSAGE_EMPTY")]
    public async Task An_unsendable_input_has_one_Failed_result_and_one_error(string command, string code)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"{command} {To}");
        Assert.Single(run.Output);
        Assert.Equal(("Failed", code), (Status(run, 0), run.Member(0, "ErrorCode")));
        Assert.Equal([code], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_without_a_session()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, "Send-KirimyMessage -Recipient 081234567890 -Message x -BaseUri $uri -ApiKey $key");
        Assert.Equal(["SESSION_ID_MISSING"], run.ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Every_input_of_a_mix_has_one_result()
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

    [Theory]
    [InlineData("No. HP")]
    [InlineData("Phone Number")]
    [InlineData("NO HP")]
    public async Task A_column_name_matches_in_any_usual_spelling(string name)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        SendRows(server, $"-Message x {To}", Row((name, "081234567890"))).Clean();
        Assert.Equal("6281234567890", Assert.Single(server.Requests).Recipient);
    }

    [Theory]
    [InlineData("Session ID", "")]
    [InlineData("session_id", "")]
    [InlineData("session_id", "x")]
    public async Task The_session_column_is_found_in_each_row(string name, string first)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var own = Row(("wa", "081234567891"), (name, "b"));
        // A first row without the column doesn't exclude the column if a later row has its exact name.
        object?[] rows = first.Length == 0 ? [own, own] : [Row(("wa", "081234567890"), ("name", first)), own];
        var run = SendRows(server, $"-Message x {To.Replace("-SessionId s", string.Empty, StringComparison.Ordinal)}", rows);
        Assert.Equal(
            rows.Select(row => row == own ? "b" : null).ToArray(),
            run.Output.OrderBy(o => (int)o.Properties["Index"].Value).Select(o => (string?)o.Properties["SessionId"].Value).ToArray()
        );
    }

    [Fact]
    public async Task Columns_named_key_and_session_are_ordinary_columns()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        object?[] rows = [Row(("key", "C-001"), ("session", "Pagi"), ("wa", "081234567890"))];
        SendRows(server, $"-Message a {To}", rows).Clean();
        var run = SendRows(server, $"-Message b {To}", rows).Clean();
        Assert.Equal(("Sent", "s", null), (Status(run, 0), run.Member(0, "SessionId"), run.Member(0, "MessageKey")));
        Assert.Equal(["a", "b"], server.Requests.Select(r => r.Message));
    }

    [Theory]
    [InlineData("idempotency_key")]
    [InlineData("IdempotencyKey")]
    [InlineData("message-key")]
    public async Task Only_unambiguous_column_names_are_idempotency_keys(string name)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(server, $"-Message a -Ledger None {To}", Row((name, "k"), ("wa", "081234567890"))).Clean();
        Assert.Equal("k", run.Member(0, "MessageKey"));
    }

    [Fact]
    public async Task An_error_about_a_session_names_the_column_that_it_came_from()
    {
        await using var server = new ScriptedServer(Answer.Refused("SESSION_NOT_FOUND"));
        var row = Row(("wa", "081234567890"), ("Session ID", "Pagi"));
        var run = SendRows(server, "-Message a -BaseUri $uri -ApiKey $key", row);
        var error = Assert.Single(run.Errors).ToString();
        Assert.Contains("'Pagi'", error, StringComparison.Ordinal);
        Assert.Contains("'Session ID'", error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "column",
            Assert.Single(SendRows(server, $"-Message a {To}", row).Errors).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task NumberColumn_selects_one_of_two_columns_of_the_same_rank()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("billing_phone", "081234567890"), ("shipping_phone", "081234567891"));
        var run = SendRows(server, $"-Message a {To}", row);
        Assert.Equal(["INPUT_AMBIGUOUS"], run.ErrorIds);
        Assert.Contains("'billing_phone'", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("'shipping_phone'", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        SendRows(server, $"-Message a -NumberColumn 'Shipping Phone' {To}", row).Clean();
        Assert.Equal("6281234567891", Assert.Single(server.Requests).Recipient);
    }

    [Fact]
    public async Task A_number_of_another_role_is_used_only_with_NumberColumn()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(("nama", "Budi"), ("HP Ortu", "081234567890"));
        Assert.Equal(["INVALID_PHONE_NUMBER"], SendRows(server, $"-Message a {To}", row).ErrorIds);
        Assert.Empty(server.Requests);
        SendRows(server, $"-Message a -NumberColumn 'HP Ortu' {To}", row).Clean();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refused_contact_stays_refused_after_a_CSV_export()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var row = Row(
            ("Recipient", ""),
            ("Name", "Budi"),
            ("IsValid", "False"),
            ("Reason", "LETTERS"),
            ("wa", "0812O"),
            ("hp", "081234567890")
        );
        Assert.Equal(["INVALID_PHONE_NUMBER"], SendRows(server, $"-Message a {To}", row).ErrorIds);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_file_read_with_the_wrong_delimiter_is_reported()
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
    public async Task An_object_that_is_not_a_text_is_refused(string message)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"Send-KirimyMessage 081234567890 -Message {message} {To}");
        Assert.Single(run.Errors);
        Assert.Empty(server.Requests);
    }
}
