using System.Text.Json;
using System.Xml.Linq;
using System.Xml.Schema;
using Kirimy.Client.Reports;
using Sylvan.Data.Csv;

namespace Kirimy.Client.Tests.Reports;

/// <summary>Tests the files that a report writer creates.</summary>
public sealed class ReportWriterTests : IDisposable
{
    private static readonly string[] AllFormats = ["x.html", "x.csv", "x.json", "x.xml"];

    private readonly SampleReport sample = new();

    public static TheoryData<string> Formats { get; } = [.. AllFormats];

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("report")]
    [InlineData("report.pdf")]
    [InlineData("report.html.txt")]
    public void An_unknown_extension_is_refused_with_the_supported_ones(string name)
    {
        var refusal = Assert.Throws<KirimyException>(() => ReportWriter.FormatOf(name));
        Assert.Equal(ErrorCode.ReportFormatUnknown, refusal.Code);
        Assert.All([".html", ".csv", ".json", ".xml"], e => Assert.Contains(e, refusal.Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_file_appears_only_when_it_is_complete(string name)
    {
        var path = Path.Combine(sample.Folder, name);
        using (var report = ReportWriter.Create(path, sample.Options))
        {
            report.Add(SampleReport.Rows(1).Single());
            Assert.False(File.Exists(path));
        }

        Assert.Empty(Directory.GetFiles(sample.Folder));
        sample.Write(name, SampleReport.Rows(3));
        Assert.Equal([path], Directory.GetFiles(sample.Folder));
    }

    [Fact]
    public void An_existing_file_is_replaced_in_one_step_and_kept_with_NoClobber()
    {
        var path = sample.Write("x.csv", SampleReport.Rows(1));
        var before = File.ReadAllText(path);
        using (var report = ReportWriter.Create(path, sample.Options))
        {
            report.Add(SampleReport.Rows(1).Single());
            Assert.Equal(before, File.ReadAllText(path));
        }

        Assert.Equal(before, File.ReadAllText(path));
        sample.Options = sample.Options with { NoClobber = true };
        Assert.Equal(ErrorCode.ReportExists, Assert.Throws<KirimyException>(() => sample.Write("x.csv", SampleReport.Rows(2))).Code);
        Assert.Equal(before, File.ReadAllText(path));
        sample.Options = sample.Options with { NoClobber = false };
        Assert.NotEqual(before, sample.Text("x.csv", SampleReport.Rows(2)));
    }

    [Fact]
    public void NoClobber_keeps_a_file_that_was_created_meanwhile()
    {
        var path = Path.Combine(sample.Folder, "x.json");
        using var report = ReportWriter.Create(path, sample.Options with { NoClobber = true });
        File.WriteAllText(path, "mine");
        Assert.Equal(ErrorCode.ReportExists, Assert.Throws<KirimyException>(report.Complete).Code);
        Assert.Equal("mine", File.ReadAllText(path));
        report.Dispose();
        Assert.Equal([path], Directory.GetFiles(sample.Folder));
    }

    [Fact]
    public void The_error_names_a_missing_folder()
    {
        var refusal = Assert.Throws<KirimyException>(() =>
            ReportWriter.Create(Path.Combine(sample.Folder, "none", "x.csv"), sample.Options)
        );
        Assert.Equal(ErrorCode.ReportFolderMissing, refusal.Code);
        Assert.Contains(Path.Combine(sample.Folder, "none"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_or_protected_file_is_not_replaced()
    {
        var folder = Directory.CreateDirectory(Path.Combine(sample.Folder, "x.html")).FullName;
        Assert.Equal(ErrorCode.ReportNotWritten, Assert.Throws<KirimyException>(() => ReportWriter.Create(folder, sample.Options)).Code);
        var path = sample.Write("x.csv", SampleReport.Rows(1));
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Equal(ErrorCode.ReportNotWritten, Assert.Throws<KirimyException>(() => sample.Write("x.csv", [])).Code);
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void Numbers_are_masked_in_every_format_by_default()
    {
        var rows = SampleReport
            .Rows(20)
            .Select(r => r with { ErrorMessage = "about " + r.Recipient, Message = "to " + r.Recipient })
            .ToList();
        foreach (var name in AllFormats)
        {
            var masked = sample.Text(name, rows);
            Assert.All(rows, r => Assert.DoesNotContain(r.Recipient!, masked, StringComparison.Ordinal));
            Assert.Contains(NumberMask.Of(rows[0].Recipient!), masked, StringComparison.Ordinal);
        }

        sample.Options = sample.Options with { ShowNumbers = true };
        foreach (var name in AllFormats)
        {
            var shown = sample.Text(name, rows);
            Assert.All(
                rows.Where(r => r.Status != DeliveryStatus.Sent),
                r => Assert.Contains(r.Recipient!, shown, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void CSV_has_the_columns_of_the_dashboard_first_and_a_byte_order_mark()
    {
        var path = sample.Write("x.csv", SampleReport.Rows(4));
        Assert.Equal<byte>([0xEF, 0xBB, 0xBF], File.ReadAllBytes(path)[..3]);
        var lines = File.ReadAllLines(path);
        Assert.StartsWith("Time,Number,Status,Message,Error,Name,RowNumber,ErrorCode,", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            "2026-08-17 10:00:00 +07:00,6281•••000,Sent,\"Halo pelanggan 0, sampai jumpa.\",,,,,ID0,office,200,1,0.25,,,august,,0,".Replace(
                "6281•••000",
                NumberMask.Of("6281210000000"),
                StringComparison.Ordinal
            ),
            lines[1]
        );
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_has_row_file_and_masked_name(string name)
    {
        var row = SampleReport.Rows(4).Last() with
        {
            Name = "Budi Santoso",
            RowNumber = 4711,
            SourceFile = "august list.csv",
            Message = "Halo Budi, Santoso!",
        };
        var masked = sample.Text(name, row);
        Assert.All(["B. S.", "4711", "august list.csv"], text => Assert.Contains(text, masked, StringComparison.Ordinal));
        Assert.All(["Budi", "Santoso"], text => Assert.DoesNotContain(text, masked, StringComparison.Ordinal));
        sample.Options = sample.Options with { ShowNumbers = true };
        Assert.Contains("Budi Santoso", sample.Text(name, row), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_marks_messages_that_wait_for_the_next_day_as_skipped()
    {
        var waiting = new ReportRow { Status = DeliveryStatus.NotSent, ErrorCode = ErrorCode.DailyLimit };
        var suite = JUnit(sample.Text("x.xml", waiting, waiting with { ErrorCode = ErrorCode.NetworkError }));
        Assert.Equal(("1", "1"), (suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value));
        Assert.Equal((1, 1), (suite.Descendants("failure").Count(), suite.Descendants("skipped").Count()));
    }

    [Fact]
    public void CSV_is_read_back_unchanged_except_cells_that_a_spreadsheet_would_run()
    {
        sample.Options = sample.Options with { ShowNumbers = true };
        string[] texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "plain", "a;b", "a\"b,c", "two\r\nlines", " edge ", ""];
        var row = SampleReport.Rows(1).Single();
        var path = sample.Write(
            "x.csv",
            texts.Select(t => row with { Message = t, MessageId = t, ErrorMessage = t, SessionId = t, BatchId = t })
        );
        using var reader = CsvDataReader.Create(path);
        foreach (var text in texts)
        {
            Assert.True(reader.Read());
            var expected = text.Length > 0 && "=+-@\t＝".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
            foreach (var column in (string[])["Message", "MessageId", "Error", "SessionId", "BatchId"])
            {
                Assert.Equal(expected, reader.GetString(reader.GetOrdinal(column)));
            }

            Assert.Equal("62 812-1000-0000", reader.GetString(reader.GetOrdinal("Number")));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void A_number_in_CSV_is_text_for_a_spreadsheet_and_imports_unchanged()
    {
        foreach (var number in (string[])["6281234567890", "628123456789", "62215551234"])
        {
            var grouped = CsvLine.Grouped(number);
            Assert.Contains('-', grouped!);
            Assert.Equal(number, Kirimy.Client.PhoneNumbers.PhoneNumberReader.Read(grouped).Recipient);
        }

        Assert.Equal("0812O3456789", CsvLine.Grouped("0812O3456789"));
    }

    [Fact]
    public void CSV_can_use_the_list_separator_of_the_culture()
    {
        sample.Options = sample.Options with { Delimiter = ";" };
        Assert.StartsWith("Time;Number;Status;", sample.Text("x.csv", SampleReport.Rows(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_is_one_object_with_stable_names()
    {
        using var json = JsonDocument.Parse(sample.Text("x.json", SampleReport.Rows(20).Append(new ReportRow { Message = "\uD800" })));
        var root = json.RootElement;
        Assert.Equal(["title", "created", "numbersMasked", "summary", "results"], root.EnumerateObject().Select(p => p.Name));
        var summary = root.GetProperty("summary");
        Assert.Equal(
            [
                "total",
                "sent",
                "failed",
                "unknown",
                "notSent",
                "skipped",
                "inProgress",
                "attempts",
                "first",
                "last",
                "sessions",
                "batches",
                "reasons",
            ],
            summary.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal((21, 17, 2), (Count("total"), Count("sent"), Count("failed")));
        Assert.Equal("2026-08-17T10:00:00.000+07:00", summary.GetProperty("first").GetString());
        Assert.Equal("DELIVERY_UNKNOWN", summary.GetProperty("reasons")[0].GetProperty("errorCode").GetString());
        var results = root.GetProperty("results");
        Assert.Equal(21, results.GetArrayLength());
        Assert.Equal(
            [
                "index",
                "timestamp",
                "rowNumber",
                "sourceFile",
                "name",
                "recipient",
                "status",
                "message",
                "messageId",
                "errorCode",
                "errorMessage",
                "sessionId",
                "httpStatus",
                "attempts",
                "seconds",
                "parts",
                "partsSent",
                "batchId",
                "messageKey",
            ],
            results[0].EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal("\uFFFD", results[20].GetProperty("message").GetString());

        int Count(string name) => summary.GetProperty(name).GetInt32();
    }

    [Fact]
    public void JUnit_follows_its_schema_and_counts_its_cases()
    {
        var rows = SampleReport
            .Rows(20)
            .Append(new ReportRow { Status = DeliveryStatus.NotSent, ErrorCode = "RATE_LIMITED" })
            .Append(new ReportRow { Status = DeliveryStatus.Skipped, ErrorCode = "ALREADY_SENT" })
            .Append(new ReportRow { Status = DeliveryStatus.InProgress });
        var suite = JUnit(sample.Text("x.xml", rows));
        Assert.Equal(
            ("august", "23", "3", "2", "2"),
            (At(suite, "name"), At(suite, "tests"), At(suite, "failures"), At(suite, "errors"), At(suite, "skipped"))
        );
        var cases = suite.Elements("testcase").ToList();
        Assert.Equal((23, 3, 2, 2), (cases.Count, Having("failure"), Having("error"), Having("skipped")));
        Assert.Equal(23, cases.Select(c => At(c, "name")).Distinct().Count());
        Assert.Equal("SESSION_INACTIVE", At(cases[3].Element("failure")!, "type"));

        int Having(string name) => cases.Count(c => c.Element(name) is not null);
    }

    [Fact]
    public void JUnit_reports_can_contain_any_text()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c));
        var row = new ReportRow
        {
            Status = DeliveryStatus.Failed,
            Recipient = all,
            ErrorCode = "]]>" + all,
            ErrorMessage = all,
            BatchId = "<b>\u0001",
            SessionId = "s",
        };
        sample.Options = sample.Options with { Title = "\u0000<script>\"'&\uD800" };
        var suite = JUnit(
            sample.Text("x.xml", [row, row with { Status = DeliveryStatus.Unknown }, row with { Status = DeliveryStatus.Skipped }])
        );
        Assert.Equal("\uFFFD<script>\"'&\uFFFD", At(suite, "name"));
        Assert.Equal("<b>\uFFFD", At(suite.Elements("testcase").First(), "classname"));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_report_without_results_is_valid(string name)
    {
        var text = sample.Text(name);
        switch (Path.GetExtension(name))
        {
            case ".csv":
                Assert.Single(text.TrimEnd().Split('\n'));
                break;
            case ".json":
                Assert.Equal(0, JsonDocument.Parse(text).RootElement.GetProperty("results").GetArrayLength());
                break;
            case ".xml":
                Assert.Equal("0", At(JUnit(text), "tests"));
                break;
            default:
                Assert.Contains("There were no messages.", text, StringComparison.Ordinal);
                break;
        }
    }

    private static XElement JUnit(string text)
    {
        var document = XDocument.Parse(text);
        var schemas = new XmlSchemaSet();
        schemas.Add(string.Empty, Path.Combine(AppContext.BaseDirectory, "Reports", "JUnit.xsd"));
        document.Validate(schemas, (_, problem) => Assert.Fail(problem.Message));
        return Assert.Single(document.Root!.Elements());
    }

    private static string At(XElement element, string name) => element.Attribute(name)!.Value;
}
