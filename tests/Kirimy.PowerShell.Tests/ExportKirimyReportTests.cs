using System.Text.Json;
using System.Xml.Linq;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Tests reports from results and from the ledger.</summary>
public sealed class ExportKirimyReportTests : SendKirimyMessageTestBase
{
    private const string Pipe = "$r | Export-KirimyReport";

    private string At => $"-Ledger '{Path.Combine(Folder, "ledger.db")}'";

    [Fact]
    public async Task Results_are_exported_in_each_format()
    {
        await SendThreeAsync();
        foreach (var name in (string[])["a.html", "a.csv", "a.json", "a.xml"])
        {
            Assert.Empty(Export($"{Pipe} {name}").Clean().Output);
            Assert.Contains("62812•••0002", Read(name), StringComparison.Ordinal);
            Assert.DoesNotContain("6281210000002", Read(name), StringComparison.Ordinal);
        }

        Assert.Contains("1 of 3 sent", Read("a.html"), StringComparison.Ordinal);
        var suite = XDocument.Parse(Read("a.xml")).Root!.Element("testsuite")!;
        Assert.Equal(("1", "1"), (suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
    }

    [Fact]
    public async Task PassThru_returns_the_file_and_ShowNumber_shows_full_numbers()
    {
        await SendThreeAsync();
        var file = Export($"{Pipe} a.json -ShowNumber -Title 'Libur' -PassThru").Clean().As<FileInfo>().Single();
        Assert.Equal(Path.Combine(Folder, "a.json"), file.FullName);
        using var json = JsonDocument.Parse(Read("a.json"));
        Assert.Equal("Libur", json.RootElement.GetProperty("title").GetString());
        Assert.Equal("6281210000002", json.RootElement.GetProperty("results")[1].GetProperty("recipient").GetString());
    }

    [Fact]
    public async Task A_report_from_the_ledger_counts_the_batch_with_refused_rows_and_rows_that_no_run_has_reached()
    {
        await using var server = new ScriptedServer((_, n) => n == 1 ? Answer.Refused("QUOTA_EXCEEDED") : Answer.Sent());
        var arguments = $"-Message x -BatchId x -ThrottleLimit 1 -ErrorAction SilentlyContinue {To} {At}";
        SendRows(server, arguments, [.. Rows(4), Row(("wa", "0812"), ("name", "Budi"))]);
        Export($"Export-KirimyReport a.html -BatchId x {At}").Clean();
        Assert.Contains("1 of 5 sent", Read("a.html"), StringComparison.Ordinal);
        Assert.Contains("<code>INVALID_PHONE_NUMBER</code>", Read("a.html"), StringComparison.Ordinal);
        Assert.Contains("<div class=\"card NotSent\"><dt>Not sent</dt><dd><b>2</b>", Read("a.html"), StringComparison.Ordinal);
        SendRows(server, $"{arguments} -MessageKey other", Rows(1));
        SendRows(server, arguments, Rows(4));
        Export($"Export-KirimyReport b.html -BatchId x {At}").Clean();
        Assert.Contains("5 of 6 sent", Read("b.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_from_the_ledger_has_the_recorded_texts()
    {
        await SendThreeAsync();
        Export($"Export-KirimyReport a.html -BatchId x {At}").Clean();
        var page = Read("a.html");
        Assert.Contains("<title>Batch x</title>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"text\">text c</div>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("comes from the ledger", page, StringComparison.Ordinal);
        Export($"Get-KirimyDelivery {At} | Export-KirimyReport records.html").Clean();
        Assert.DoesNotContain("comes from the ledger", Read("records.html"), StringComparison.Ordinal);
        Export($"{Pipe} piped.html").Clean();
        Assert.DoesNotContain("comes from the ledger", Read("piped.html"), StringComparison.Ordinal);
        Export($"Get-KirimyDelivery -Status Failed {At} | Export-KirimyReport a.json").Clean();
        Assert.Equal("text b", Result("a.json").GetProperty("message").GetString());
        Assert.Contains(
            "'other'",
            Assert.Single(Export($"Export-KirimyReport b.json -BatchId other {At}").Warnings),
            StringComparison.Ordinal
        );
        Assert.Contains("\"total\":0", Read("b.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_recommended_action()
    {
        await using var server = new ScriptedServer(Answer.Refused("SESSION_INACTIVE"));
        SendRows(server, $"{To} {At} -ErrorAction Ignore -OutVariable global:r", Row(("wa", "081210000001"), ("message", "a")));
        Export($"{Pipe} a.html").Clean();
        Assert.Contains("Connect the WhatsApp session in the dashboard", Read("a.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 1))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 2))")]
    [InlineData(
        "$r | ForEach-Object { @{ Status = $_.Status; Recipient = $_.Recipient; Timestamp = $_.Timestamp; ErrorCode = $_.ErrorCode; Duration = $_.Duration; Attempts = $_.Attempts; Index = $_.Index } }"
    )]
    public async Task Serialized_results_are_accepted(string detour)
    {
        await SendThreeAsync();
        Export($"{Pipe} direct.json").Clean();
        Export($"& {{ {detour} }} | Export-KirimyReport detour.json").Clean();
        var (direct, after) = (Result("direct.json", 1), Result("detour.json", 1));
        foreach (var name in (string[])["index", "recipient", "status", "errorCode", "attempts", "seconds"])
        {
            Assert.Equal(direct.GetProperty(name).ToString(), after.GetProperty(name).ToString());
        }

        Assert.Equal(direct.GetProperty("timestamp").GetString()![..19], after.GetProperty("timestamp").GetString()![..19]);
    }

    [Theory]
    [InlineData("1..3")]
    [InlineData("[pscustomobject]@{ Status = 'Running' }")]
    [InlineData("[pscustomobject]@{ Status = 1 }")]
    [InlineData("[pscustomobject]@{ Status = 17; Recipient = '62812' }")]
    public void Input_that_is_not_a_result_is_an_error_and_omitted(string input)
    {
        var run = Export($"{input} | Export-KirimyReport a.json");
        Assert.All(run.ErrorIds, id => Assert.Equal("NOT_A_RESULT", id));
        Assert.Equal(input == "1..3" ? 3 : 1, run.Errors.Count);
        Assert.Contains("\"total\":0", Read("a.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.pdf", "REPORT_FORMAT_UNKNOWN")]
    [InlineData("none/a.csv", "REPORT_FOLDER_MISSING")]
    [InlineData("there.csv -NoClobber", "REPORT_EXISTS")]
    [InlineData("folder.html", "REPORT_NOT_WRITTEN")]
    [InlineData("env:a.csv", "REPORT_NOT_WRITTEN")]
    public async Task A_file_error_is_reported_before_sending(string arguments, string code)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        File.WriteAllText(Path.Combine(Folder, "there.csv"), "mine");
        Directory.CreateDirectory(Path.Combine(Folder, "folder.html"));
        Export("");
        var run = Send(server, $"Send-KirimyMessage 081234567890 a {To} {At} | Export-KirimyReport {arguments}");
        Assert.Equal([code], run.ErrorIds);
        Assert.Empty(server.Requests);
        Assert.Equal("mine", Read("there.csv"));
    }

    [Fact]
    public async Task No_file_is_left_by_WhatIf_or_a_stopped_pipeline()
    {
        await SendThreeAsync();
        Assert.Empty(Export($"{Pipe} a.html -WhatIf -PassThru").Clean().Output);
        Assert.NotNull(Export("& { $r; throw 'no more' } | Export-KirimyReport a.html").Terminated);
        Assert.Empty(Directory.GetFiles(Folder, "*a.html*"));
    }

    [Fact]
    public async Task Columns_are_separated_by_the_list_separator_of_the_culture()
    {
        await SendThreeAsync();
        Export($"[cultureinfo]::CurrentCulture = 'id-ID'; {Pipe} a.csv -UseCulture").Clean();
        Assert.StartsWith("Time;Number;Status", Read("a.csv"), StringComparison.Ordinal);
    }

    /// <summary>One is sent, one refused, one unknown; the results are in $r.</summary>
    private async Task SendThreeAsync()
    {
        await using var server = new ScriptedServer(
            (r, _) =>
                r.Message switch
                {
                    "text b" => Answer.Refused("NOPE"),
                    "text c" => Answer.Html(502),
                    _ => Answer.Sent(),
                }
        );
        var rows = "abc".Select((c, i) => (object?)Row(("wa", $"08121000000{i + 1}"), ("message", $"text {c}"))).ToArray();
        SendRows(server, $"{To} {At} -BatchId x -KeepText -ThrottleLimit 1 -ErrorAction Ignore -OutVariable global:r", rows);
    }

    private ScriptRun Export(string command) =>
        Session.Run($"param($folder) $null = $ExecutionContext.SessionState.Path.SetLocation($folder); {command}", ("folder", Folder));

    private string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private JsonElement Result(string name, int index = 0)
    {
        using var json = JsonDocument.Parse(Read(name));
        return json.RootElement.GetProperty("results")[index].Clone();
    }
}
