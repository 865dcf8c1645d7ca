using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Export-KirimyReport -FailedRowsPath: the rows that failed, corrected and sent again.</summary>
public sealed class FailedRowsTests : SendKirimyMessageTestBase
{
    private const string Deserialized =
        "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r))";

    private string Ledger => Path.Combine(Folder, "ledger.db");

    private string Options =>
        $"-Template 'Halo {{{{nama}}}}, {{{{total}}}}' -BatchId august {To} -Ledger '{Ledger}' -ThrottleLimit 1 -ErrorAction Ignore";

    [Theory]
    [InlineData("$r", "")]
    [InlineData("$r", "-Delimiter ';'")]
    [InlineData(Deserialized, "")]
    public async Task A_corrected_file_sends_only_the_failed_rows(string results, string arguments)
    {
        var refuses = true;
        await using var server = new ScriptedServer(
            (r, _) => refuses && r.Message.StartsWith("Halo Sari", StringComparison.Ordinal) ? Answer.Refused("NOPE") : Answer.Sent()
        );
        Write("contacts.csv", "nama;No. HP;total\nBudi;081210000001;-5000\nSari;081210000002;=7\nAni;08121;1.500\nAni;+6281210000004;\n");
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options} -OutVariable global:r");
        Export($"& {{ {results} }} | Export-KirimyReport report.html -FailedRowsPath fix.csv {arguments}").Clean();

        var fix = Read("fix.csv");
        Assert.DoesNotContain("Budi", fix, StringComparison.Ordinal);
        refuses = false;
        Write(
            "fix.csv",
            fix.Replace("08121\"", "081210000003\"", StringComparison.Ordinal)
                .Replace("08121,", "081210000003,", StringComparison.Ordinal)
                .Replace("08121;", "081210000003;", StringComparison.Ordinal)
        );
        var again = Send(server, $"Import-KirimyContact '{Folder}/fix.csv' | Send-KirimyMessage {Options}");
        Assert.Equal(["Failed MISSING_VARIABLE", "Sent ", "Sent "], Outcomes(again).Order());
        Assert.Equal(
            ["Halo Budi, -5000", "Halo Sari, =7", "Halo Sari, =7", "Halo Ani, 1.500"],
            server
                .Requests.Select(r => r.Message)
                .OrderBy(text =>
                    text[5] switch
                    {
                        'B' => 0,
                        'S' => 1,
                        _ => 2,
                    }
                )
        );
        var whole = Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options}");
        Assert.Equal(2, Outcomes(whole).Count(outcome => outcome == "Skipped ALREADY_SENT"));
    }

    [Fact]
    public async Task Equal_rows_keep_their_idempotency_keys()
    {
        await using var server = new ScriptedServer((_, n) => n == 1 ? Answer.Refused("NOPE") : Answer.Sent());
        Write("contacts.csv", "nama,hp,total\nBudi,081210000001,1\nBudi,081210000001,1\n");
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options} -OutVariable global:r");
        Export("$r | Export-KirimyReport report.html -FailedRowsPath fix.csv").Clean();
        var again = Send(server, $"Import-KirimyContact '{Folder}/fix.csv' | Send-KirimyMessage {Options}");
        Assert.Equal(["Sent "], Outcomes(again));
    }

    [Fact]
    public async Task Unknown_messages_are_written_only_on_request()
    {
        await using var server = new ScriptedServer(Answer.Drop);
        Write("contacts.csv", "nama,hp,total\nBudi,081210000001,1\n");
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options} -OutVariable global:r");
        Export("$r | Export-KirimyReport report.html -FailedRowsPath fix.csv").Clean();
        Assert.DoesNotContain("Budi", Read("fix.csv"), StringComparison.Ordinal);
        Export("$r | Export-KirimyReport report.html -FailedRowsPath fix.csv -FailedRowsStatus Unknown, Failed").Clean();
        Assert.Contains("Budi", Read("fix.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_rows_have_their_columns_and_failed_texts_their_recipient()
    {
        await using var server = new ScriptedServer(Answer.Refused("NOPE"));
        SendRows(
            server,
            $"-Message x {To} -Ledger None -ThrottleLimit 1 -ErrorAction Ignore -OutVariable global:r",
            Row(("wa", "081210000001"), ("kota", "Solo"), ("umur", 41)),
            new System.Collections.Hashtable { ["wa"] = "081210000002" }
        );
        Export("$r | Export-KirimyReport report.html -FailedRowsPath fix.csv").Clean();
        Assert.Equal(
            ["wa,kota,umur,ErrorCode,ErrorMessage", "081210000001,Solo,41,NOPE", "081210000002,,,NOPE"],
            Read("fix.csv")
                .Trim('\uFEFF', '\n')
                .Split('\n')
                .Select((line, i) => i == 0 ? line : line[..(line.IndexOf("NOPE", StringComparison.Ordinal) + 4)])
        );
        Send(
            server,
            $"'disk full' | Send-KirimyMessage -Recipient 081210000003 {To} -Ledger None -ErrorAction Ignore -OutVariable global:r"
        );
        Export("$r | Export-KirimyReport report.html -FailedRowsPath fix.csv").Clean();
        Assert.StartsWith(
            "\uFEFFRecipient,Message,ErrorCode,ErrorMessage\n62 812-1000-0003,disk full,NOPE,",
            Read("fix.csv"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_warning_is_written_when_the_ledger_lacks_columns()
    {
        await using var server = new ScriptedServer(Answer.Refused("NOPE"));
        Write("contacts.csv", "nama,hp,total\nBudi,081210000001,1\n");
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options}");
        var run = Export($"Export-KirimyReport report.html -BatchId august -Ledger '{Ledger}' -FailedRowsPath fix.csv").Clean();
        Assert.Contains("fix.csv", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.StartsWith(
            "\uFEFFRecipient,Name,ErrorCode,ErrorMessage,BatchId,MessageKey\n62 812-1000-0001,Budi,NOPE,",
            Read("fix.csv"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_row_flattened_to_a_string_is_not_a_text()
    {
        await using var server = new ScriptedServer(Answer.Refused("NOPE"));
        Write("contacts.csv", "nama,hp,total\nBudi,081210000001,1\n");
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | Send-KirimyMessage {Options} -OutVariable global:r");
        var run = Export(
                "$r | ForEach-Object { [pscustomobject]@{ Recipient = $_.Recipient; Status = $_.Status; ErrorCode = $_.ErrorCode; Input = [string]$_.Input } } | Export-KirimyReport a.csv -FailedRowsPath fix.csv"
            )
            .Clean();
        Assert.Single(run.Warnings);
        Assert.Equal("\uFEFFRecipient,ErrorCode,ErrorMessage\n62 812-1000-0001,NOPE,\n", Read("fix.csv"));
    }

    [Fact]
    public async Task PassThru_returns_both_files_and_WhatIf_writes_neither()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Send(server, $"Send-KirimyMessage 081210000001 x {To} -Ledger None -OutVariable global:r");
        Export("$r | Export-KirimyReport a.csv -FailedRowsPath fix.csv -WhatIf").Clean();
        Assert.Empty(Directory.GetFiles(Folder, "*.csv"));
        var files = Export("$r | Export-KirimyReport a.csv -FailedRowsPath fix.csv -PassThru").Clean().As<FileInfo>();
        Assert.Equal(["a.csv", "fix.csv"], files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("a.csv -FailedRowsPath ./a.csv", "REPORT_NOT_WRITTEN")]
    [InlineData("a.csv -FailedRowsPath none/fix.csv", "REPORT_FOLDER_MISSING")]
    [InlineData("a.csv -FailedRowsPath fix.csv -Delimiter x", "INVALID_DELIMITER")]
    public void Invalid_file_parameters_are_an_error_before_sending(string arguments, string code)
    {
        var run = Export($"& {{ $global:sent = 1; 1 }} | Export-KirimyReport {arguments}");
        Assert.Equal([code], run.ErrorIds);
        Assert.Null(Session.Run("$global:sent").Output.SingleOrDefault());
    }

    private static IEnumerable<string> Outcomes(ScriptRun run) =>
        run.Output.Select(o => $"{o.Properties["Status"].Value} {o.Properties["ErrorCode"].Value}");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    private string Read(string name) => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, name)));

    private ScriptRun Export(string command) =>
        Session.Run($"param($folder) $null = $ExecutionContext.SessionState.Path.SetLocation($folder); {command}", ("folder", Folder));
}
