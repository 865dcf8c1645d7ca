using System.Globalization;
using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>A row has the same recipient as a contact of its file, as a piped row, in the plan and when it's sent.</summary>
public sealed class RecipientAgreementTests : SendKirimyMessageTestBase
{
    private const int Rounds = 20;
    private const int RowsOfAFile = 30;
    private const int Seed = 20261201;

    /// <summary>Headers of five exports, each column with its content. Their numbers are often missing, damaged or landlines.</summary>
    private static readonly (string Name, string Header)[] Exports =
    [
        (
            "google",
            "First Name=name,Labels=text,Phone 1 - Label=label,Phone 1 - Value=number,Phone 2 - Label=label,Phone 2 - Value=number,Notes=text"
        ),
        ("woocommerce", "order_id=order,billing_first_name=name,billing_phone=number,shipping_phone=same:billing_phone,total=count"),
        (
            "outlook",
            "First Name=name,Business Fax=landline,Business Phone=landline,Company Main Phone=landline,Home Phone=landline,"
                + "Mobile Phone=number,Assistant's Phone=mobile"
        ),
        ("school", "Nomor=count,Nama Siswa=name,NISN=order,WA=answer,No HP Siswa=number,No. HP Orang Tua=mobile,Kontak Darurat=mobile"),
        (
            "marketplace",
            "No. Resi=order,Pengirim=name,HP Pengirim=mobile,Penerima=name,Telepon Penerima=number,to=town,HP1=mobile,HP2=number"
        ),
    ];

    [Fact]
    public async Task Random_rows_of_five_exports_have_the_same_recipients_in_all_four_input_paths()
    {
        var random = new Random(Seed);
        var mixed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var rows = new List<(PSObject Row, string? Recipient)>();
            foreach (var (name, header) in Exports)
            {
                var text = Write(header, random);
                var path = Path.Combine(Folder, $"{name}{round}.csv");
                File.WriteAllText(path, text);
                var contacts = Session.Run($"Import-KirimyContact '{path}'").Clean().Output;
                var piped = ImportedCsv.Read(text, ',');
                Assert.Equal(piped.Count, contacts.Count);
                rows.AddRange(piped.Zip(contacts, (row, contact) => (row, (string?)contact.Properties["Recipient"].Value)));
            }

            rows = [.. rows.OrderBy(_ => random.Next()).Take(RowsOfAFile)];
            object?[] input = [.. rows.Select(r => r.Row)];
            var expected = rows.ConvertAll(r => r.Recipient);
            Assert.Equal(expected, Recipients(Session.Run("$input | Test-KirimyNumber", input), "Recipient"));
            Assert.Equal(
                expected,
                Recipients(
                    Session.Run("$input | Test-KirimyMessage -Message x -SessionId s -Ledger None -ApiKey $null", input),
                    "Recipient",
                    preview => preview.Properties["Status"].Value.ToString() == "Ready"
                )
            );
            await using var server = new ScriptedServer(Answer.Sent());
            var sent = SendRows(server, $"-Message x -Ledger None -RequestsPerMinute 100000 {To}", input);
            Assert.Null(sent.Terminated);
            Assert.Equal(
                expected.OfType<string>().Order(StringComparer.Ordinal),
                server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal)
            );
            mixed += expected.OfType<string>().Count();
        }

        Assert.InRange(mixed, Rounds * RowsOfAFile / 3, Rounds * RowsOfAFile * 9 / 10);
    }

    private static List<string?> Recipients(ScriptRun run, string property, Func<PSObject, bool>? isSent = null)
    {
        Assert.Null(run.Terminated);
        return [.. run.Output.Select(o => isSent is null || isSent(o) ? (string?)o.Properties[property].Value : null)];
    }

    private static string Write(string header, Random random)
    {
        var columns = header.Split(',').Select(column => column.Split('=')).ToList();
        var lines = new List<string> { string.Join(",", columns.Select(column => column[0])) };
        for (var i = 0; i < RowsOfAFile; i++)
        {
            var cells = new Dictionary<string, string>();
            foreach (var column in columns)
            {
                cells[column[0]] = column[1].StartsWith("same:", StringComparison.Ordinal)
                    ? random.Next(2) == 0
                        ? string.Empty
                        : cells[column[1]["same:".Length..]]
                    : Cell(column[1], i, random);
            }

            lines.Add(string.Join(",", columns.Select(column => cells[column[0]])));
        }

        return string.Join("\n", lines) + "\n";
    }

    private static string Cell(string kind, int row, Random random) =>
        kind switch
        {
            "count" => (row + 1).ToString(CultureInfo.InvariantCulture),
            "name" => "Budi " + random.Next(100),
            "town" => random.Next(2) == 0 ? "Solo" : "Bogor",
            "answer" => random.Next(2) == 0 ? "Ya" : "Tidak",
            "label" => new[] { "Mobile", "Work", "Home", "Work Fax" }[random.Next(4)],
            "text" => "catatan",
            "order" => Mobile(random),
            "mobile" => Mobile(random),
            "landline" => random.Next(3) == 0 ? string.Empty : "(021) 555-0" + random.Next(100, 1000),
            _ => random.Next(10) switch
            {
                0 or 1 => string.Empty,
                2 => "-",
                3 => "0812O34" + random.Next(1000, 10000),
                4 => "(021) 555-0" + random.Next(100, 1000),
                5 => "tidak ada",
                6 => "salah nomor",
                _ => Mobile(random),
            },
        };

    private static string Mobile(Random random) => "0812" + random.Next(10_000_000, 100_000_000);
}
