using Kirimy.Client.Contacts;
using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

/// <summary>The file of the rows that failed, which is corrected and sent again.</summary>
public sealed class FailedRowsTests : IDisposable
{
    private readonly SampleReport sample = new();

    private string File => Path.Combine(sample.Folder, "fix.csv");

    public void Dispose() => sample.Dispose();

    [Fact]
    public void A_failed_row_has_its_columns_followed_by_the_error()
    {
        Write(new ReportRow { ErrorCode = "NOPE", ErrorMessage = "Refused." }, ("nama", "Budi"), ("hp", "0812"));
        Assert.Equal(["nama,hp,ErrorCode,ErrorMessage", "Budi,0812,NOPE,Refused."], System.IO.File.ReadAllLines(File));
        Assert.Equal<byte>([0xEF, 0xBB, 0xBF], System.IO.File.ReadAllBytes(File)[..3]);
    }

    [Fact]
    public void A_row_of_a_batch_keeps_its_idempotency_key()
    {
        var message = new ReportRow { BatchId = "august", MessageKey = "k-2" };
        Write(message, ("hp", "081234567890"));
        Assert.Equal("hp,ErrorCode,ErrorMessage,BatchId,MessageKey", System.IO.File.ReadAllLines(File)[0]);
        Assert.EndsWith(",august,k-2", System.IO.File.ReadAllLines(File)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_an_earlier_correction_are_replaced_except_the_message_key()
    {
        Write(
            new ReportRow
            {
                ErrorCode = "NEW",
                BatchId = "b",
                MessageKey = "mine",
            },
            ("hp", "0812"),
            ("message_key", "mine"),
            ("errorcode", "OLD"),
            ("ErrorMessage", "old"),
            ("BatchId", "a")
        );
        Assert.Equal(["hp,message_key,ErrorCode,ErrorMessage,BatchId", "0812,mine,NEW,,b"], System.IO.File.ReadAllLines(File));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Every_cell_is_unchanged_after_export_and_import(string delimiter)
    {
        sample.Options = sample.Options with { Delimiter = delimiter };
        string[] cells =
        [
            "=1+1",
            "+1",
            "-5000",
            "-5.000,50",
            "@SUM(A1)",
            "\t=1",
            "＝1",
            "'=1",
            "a;b,c",
            "a\"b",
            "two\nlines",
            " edge ",
            "",
            "Ünï 😀",
            "'",
            "''",
        ];
        using (var rows = FailedRows.Create(File, sample.Options))
        {
            foreach (var cell in cells)
            {
                rows.Add([new("hp", "6281234567890"), new("nilai", cell)], new ReportRow { Recipient = "6281234567890" });
            }

            rows.Complete();
        }

        using var file = ContactFile.Open(File, new ContactFileOptions(), CancellationToken.None);
        var contacts = file.Read(CancellationToken.None).ToList();
        Assert.Equal(
            cells.Where(cell => cell != "'=1"),
            contacts.Select(contact => contact.Cell("nilai")!).Where((_, i) => cells[i] != "'=1")
        );
        Assert.All(contacts, contact => Assert.Equal("6281234567890", contact.Recipient));
    }

    [Theory]
    [InlineData("6281234567890", "62 812-3456-7890")]
    [InlineData("+6281234567890", "62 812-3456-7890")]
    [InlineData("0812-3456-7890", "0812-3456-7890")]
    [InlineData("=081234567890", "'=081234567890")]
    public void A_number_is_written_in_a_form_that_spreadsheets_keep(string written, string cell)
    {
        Write(new ReportRow { Recipient = "6281234567890" }, ("hp", written), ("id", "6281234567891"));
        Assert.StartsWith(cell + ",6281234567891,", System.IO.File.ReadAllLines(File)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_several_files_have_the_columns_of_all_files()
    {
        using (var rows = FailedRows.Create(File, sample.Options))
        {
            rows.Add([new("hp", "1"), new("nama", "Budi")], new ReportRow { ErrorCode = "A" });
            rows.Add([new("HP", "2"), new("kota", "Solo")], new ReportRow { ErrorCode = "B", BatchId = "b" });
            rows.Complete();
            Assert.Equal(2, rows.Count);
        }

        Assert.Equal(
            ["hp,nama,kota,ErrorCode,ErrorMessage,BatchId,MessageKey", "1,Budi,,A,,,", "2,,Solo,B,,b,"],
            System.IO.File.ReadAllLines(File)
        );
    }

    [Fact]
    public void The_file_has_only_a_header_when_no_row_failed()
    {
        System.IO.File.WriteAllText(File, "old");
        using (var rows = FailedRows.Create(File, sample.Options))
        {
            rows.Complete();
        }

        using var file = ContactFile.Open(File, new ContactFileOptions(), CancellationToken.None);
        Assert.Empty(file.Read(CancellationToken.None));
        sample.Options = sample.Options with { NoClobber = true };
        Assert.Equal(ErrorCode.ReportExists, Assert.Throws<KirimyException>(() => FailedRows.Create(File, sample.Options)).Code);
    }

    [Fact]
    public void No_file_is_left_when_the_writer_is_not_completed()
    {
        using (var rows = FailedRows.Create(File, sample.Options))
        {
            rows.Add([new("hp", "1")], new ReportRow());
        }

        Assert.Empty(Directory.GetFiles(sample.Folder));
    }

    private void Write(ReportRow message, params (string Name, string? Value)[] cells)
    {
        using var rows = FailedRows.Create(File, sample.Options);
        rows.Add(cells.Select(cell => new KeyValuePair<string, string?>(cell.Name, cell.Value)), message);
        rows.Complete();
    }
}
