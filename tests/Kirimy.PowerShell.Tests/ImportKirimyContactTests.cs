using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class ImportKirimyContactTests : SendKirimyMessageTestBase
{
    private const string Budi = "6281234567890";

    [Fact]
    public void A_contact_has_its_own_properties_and_one_for_each_column()
    {
        var path = Write("contacts.csv", "wa;name;company\n0812-3456-7890;Budi;PT Maju\n6,28E+12;Ani;\n");
        var run = Import($"Import-KirimyContact '{path}'").Clean();
        Assert.Equal("Kirimy.Contact", run.Output[0].TypeNames[0]);
        Assert.Equal(
            ["Recipient", "Name", "RowNumber", "SourceFile", "IsValid", "Reason", "Advice", "wa", "company"],
            run.Output[0].Properties.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase)
        );
        Assert.Equal([Budi, "Budi", 2, true, null, null, "0812-3456-7890", "PT Maju"], Values(run, 0));
        Assert.Equal([null, "Ani", 3, false, "SCIENTIFIC_NOTATION", run.Member(1, "Advice"), "6,28E+12", ""], Values(run, 1));
        Assert.StartsWith("contacts.csv, row 3, column wa: ", (string)run.Member(1, "Advice")!, StringComparison.Ordinal);

        static object?[] Values(ScriptRun run, int index) =>
            [
                .. new[] { "Recipient", "NAME", "RowNumber", "IsValid", "Reason", "Advice", "WA", "company" }.Select(name =>
                    run.Member(index, name)
                ),
            ];
    }

    [Theory]
    [InlineData("wa")]
    [InlineData("recipient")]
    [InlineData("receive")]
    public void A_contact_has_its_number_under_both_property_names(string heading)
    {
        var path = Write("contacts.csv", $"{heading},name\n0812-3456-7890,Budi\n");
        var run = Import(
                $"$c = Import-KirimyContact '{path}'; $c.Recipient; $c.Receive; [string]@($c | Where-Object Receive).Count; $c.PSObject.Properties.Name -join ' '"
            )
            .Clean();
        var texts = run.As<string>().ToList();
        Assert.Equal([Budi, Budi, "1"], texts.Take(3));
        Assert.DoesNotContain("receive", texts[3], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("$_.company")]
    [InlineData("$_.Company")]
    [InlineData("$_.PSObject.Properties['company'].Value")]
    [InlineData("(Where-Object -InputObject $_ -Property company -EQ 'PT Maju').company")]
    public void Scripts_read_a_column_as_a_property(string expression)
    {
        var path = Write("contacts.csv", "wa,company\n081234567890,PT Maju\n");
        var run = Import($"Import-KirimyContact '{path}' | ForEach-Object {{ {expression} }}").Clean();
        Assert.Equal("PT Maju", Assert.Single(run.As<string>()));
    }

    /// <summary>The property adapter is part of the module, which a runspace of ForEach-Object -Parallel hasn't imported.</summary>
    [Fact]
    public void A_script_in_another_runspace_reads_columns()
    {
        var path = Write("contacts.csv", "wa,company\n081234567890,PT Maju\n");
        var contact = Assert.Single(Import($"Import-KirimyContact '{path}'").Clean().Output);
        using var other = PowerShellSession.Open(import: false);
        foreach (var input in new[] { contact, contact.BaseObject })
        {
            var run = other.Run(
                "param($contact) $contact.company, $contact.Recipient, $contact.IsValid, $contact.none",
                ("contact", input)
            );
            Assert.Equal(["PT Maju", Budi, true, null], run.Clean().Output.Select(o => o?.BaseObject));
        }
    }

    [Fact]
    public void A_script_can_change_columns_and_the_name_except_the_number()
    {
        var path = Write("contacts.csv", "wa,nama,company\n081234567890, Budi ,PT Maju\n");
        var run = Import(
            $"$c = Import-KirimyContact '{path}'; $c.Name = $c.Name.Trim(); $c.company = 5; $c.Name, $c.nama, $c.company; "
                + "foreach ($p in 'wa', 'Recipient', 'IsValid', 'none') { $c.$p = '0812' }"
        );
        Assert.Equal(["Budi", "Budi", "5"], run.As<string>());
        Assert.Equal(4, run.Errors.Count);
    }

    [Fact]
    public void Each_refused_file_is_one_error_and_the_others_are_read()
    {
        Write("a.csv", "wa,name\n081234567890,Budi\n");
        Write("b.csv", "wa,name\n081234567890,Budi,x\n");
        Write("c.csv", string.Empty);
        Write("d.csv", "name\nAni\n");
        Write("e.csv", "hp\n085712345678\n");
        var run = Import($"Import-KirimyContact '{Folder}/a.csv', '{Folder}/none.csv', '{Folder}/[b-e].csv'");
        Assert.Null(run.Terminated);
        Assert.Equal([Budi, "6285712345678"], run.Output.Select(o => o.Properties["Recipient"].Value));
        Assert.Equal(["FILE_NOT_FOUND", "ROW_RAGGED", "FILE_EMPTY", "NO_NUMBER_COLUMN"], run.ErrorIds);
        Assert.Equal(["none.csv", "b.csv", "c.csv", "d.csv"], run.Errors.Select(e => Path.GetFileName((string)e.TargetObject)));
        Assert.Equal(
            [ErrorCategory.ObjectNotFound, ErrorCategory.InvalidData, ErrorCategory.InvalidData, ErrorCategory.InvalidData],
            run.Errors.Select(e => e.CategoryInfo.Category)
        );
        Assert.All(run.Errors, e => Assert.False(string.IsNullOrEmpty(e.ErrorDetails.RecommendedAction)));
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_the_first_refused_file()
    {
        var path = Write("a.csv", "wa,name\n081234567890,Budi\n081234567891,\"Ani\n");
        var run = Import($"Import-KirimyContact '{path}' -ErrorAction Stop");
        Assert.Empty(run.Output);
        Assert.StartsWith("ROW_MALFORMED", run.Terminated!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_brackets_is_literal_for_LiteralPath()
    {
        var path = Write("kontak [1].csv", "wa\n081234567890\n");
        Assert.Equal(["FILE_NOT_FOUND"], Import($"Import-KirimyContact '{path}'").ErrorIds);
        Assert.Single(Import($"Import-KirimyContact -LiteralPath '{path}'").Clean().Output);
        Assert.Single(Session.Run("$input | Import-KirimyContact", [new FileInfo(path)]).Clean().Output);
    }

    [Fact]
    public void A_path_that_is_not_a_file_is_an_error()
    {
        Assert.Equal(["FILE_NOT_FOUND"], Import("Import-KirimyContact -LiteralPath variable:PWD").ErrorIds);
        Assert.Equal(["FILE_NOT_FOUND"], Import("Import-KirimyContact -LiteralPath none:/x.csv").ErrorIds);
        Assert.Equal(["FILE_UNREADABLE"], Import($"Import-KirimyContact -LiteralPath '{Folder}'").ErrorIds);
    }

    [Fact]
    public void SkipInvalid_and_Unique_skip_rows_of_all_files()
    {
        Write("a.csv", "wa,name\n0812-3456-7890,Budi\nx,Ani\n6281234567890,Budi again\nx,Cici\n");
        Write("b.csv", "hp;nama\n+62 812 3456 7890;Budi once more\n085712345678;Dedi\n");
        Assert.Equal(["Budi", "Budi again", "Budi once more", "Dedi"], Names("-SkipInvalid"));
        Assert.Equal(["Budi", "Ani", "Cici", "Dedi"], Names("-Unique"));
        Assert.Equal(["Budi", "Dedi"], Names("-SkipInvalid -Unique"));

        IEnumerable<object?> Names(string switches) =>
            Import($"Import-KirimyContact '{Folder}/*.csv' {switches}").Clean().Output.Select(o => o.Properties["Name"].Value);
    }

    [Fact]
    public void Parameters_take_precedence_over_detection()
    {
        File.WriteAllBytes(Path.Combine(Folder, "a.csv"), [.. "kontak^wa^name\n91234567^0812^Jos"u8, 0xE9, (byte)'\n']);
        var run = Import(
            $"Import-KirimyContact '{Folder}/a.csv' -NumberColumn KONTAK -Delimiter '^' -Encoding windows-1252 -Region SG -Verbose"
        );
        Assert.Equal("FOREIGN_NUMBER", run.Clean().Member(0, "Reason"));
        Assert.Equal("José", run.Member(0, "Name"));
        Assert.Contains("Windows-1252", Assert.Single(run.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_and_other_number_columns_cause_warnings()
    {
        Write("a.csv", "DATA PELANGGAN,,\n,,\nNomor,Nama,No HP\n081234567899,Budi,081234567890\n");
        var run = Import($"Import-KirimyContact '{Folder}/a.csv'").Clean();
        Assert.Equal(Budi, Assert.Single(run.Output).Properties["Recipient"].Value);
        Assert.Equal(2, run.Warnings.Count);
        Assert.Contains("row 3", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("-HeaderRow", run.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("'No HP'", run.Warnings[1], StringComparison.Ordinal);
        Assert.Empty(Import($"Import-KirimyContact '{Folder}/a.csv' -HeaderRow 3 -NumberColumn 'No HP'").Clean().Warnings);
    }

    [Fact]
    public void A_column_that_is_specified_is_read_from_contacts_too()
    {
        Write("a.csv", "wa,hp,nama\n0812O345,081234567891,Budi\n");
        var run = Import($"Import-KirimyContact '{Folder}/a.csv' | Test-KirimyMessage -NumberColumn hp -Message x -SessionId s");
        Assert.Equal("6281234567891", run.Clean().Member(0, "Recipient"));
    }

    [Theory]
    [InlineData("Import-KirimyContact {0} -NumberColumn ", "'No HP'", "Nomor", "Nama")]
    [InlineData("Import-KirimyContact {0} | Send-KirimyMessage -Message x -NumberColumn ", "'No HP'", "Nomor", "Nama")]
    [InlineData("Import-Csv {0} | Test-KirimyNumber -NumberColumn n", "'No HP'", "Nomor", "Nama")]
    [InlineData("Send-KirimyMessage -OptOutPath {0} -OptOutColumn 'No", "'No HP'", "'Nomor'")]
    public void Number_columns_are_completed(string typed, params string[] expected)
    {
        var path = Write("a.csv", "DATA PELANGGAN,,\nNomor,Nama,No HP\n");
        var line = string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, path);
        var run = Session.Run("param($line) (TabExpansion2 $line $line.Length).CompletionMatches", ("line", line)).Clean();
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            run.As<CompletionResult>().Select(c => c.CompletionText).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_file_without_rows_and_a_renamed_column_cause_warnings()
    {
        Write("a.csv", "wa,reason\n");
        var run = Import($"Import-KirimyContact '{Folder}/a.csv'").Clean();
        Assert.Empty(run.Output);
        Assert.Equal(2, run.Warnings.Count);
        Assert.Contains("Column_reason", run.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contacts_are_sent_and_refused_ones_fail_with_their_reason()
    {
        var path = Write("contacts.csv", "No. HP;nama;pesan;session_id\n0812-3456-7890;Budi;Halo Budi;s\n0812O3456789;Ani;Halo Ani;s\n");
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Session.Run(
            $"param($uri, $key) Import-KirimyContact '{path}' | Send-KirimyMessage -BaseUri $uri -ApiKey $key",
            ("uri", server.BaseUri),
            ("key", Key())
        );
        var request = Assert.Single(server.Requests);
        Assert.Equal((Budi, "Halo Budi", "s"), (request.Recipient, request.Message, request.SessionId));
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
        var refused = Assert.Single(run.Output, o => !(bool)o.Properties["Success"].Value);
        Assert.Equal("0812O3456789", refused.Properties["Recipient"].Value);
        Assert.Contains("contacts.csv, row 3, column No. HP", (string)refused.Properties["ErrorMessage"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_contact_is_refused_as_a_foreign_number()
    {
        var path = Write("contacts.csv", "wa,name\n91234567,Far\n");
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Session.Run(
            $"param($uri, $key) Import-KirimyContact '{path}' -Region SG | Send-KirimyMessage -Message x -SessionId s -BaseUri $uri -ApiKey $key",
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Empty(server.Requests);
        Assert.Null(run.Terminated);
        var reason = (string)Assert.Single(run.Output).Properties["ErrorMessage"].Value;
        Assert.Contains("+6591234567 is a valid foreign number", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_finds_a_column_by_its_name_in_the_file()
    {
        var path = Write("contacts.csv", "wa,reason,nama\n081234567890,birthday,Budi\n");
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Session.Run(
            $"param($uri, $key) Import-KirimyContact '{path}' | Send-KirimyMessage -Template '{{{{Reason}}}} {{{{column_reason}}}} {{{{name}}}}' "
                + "-SessionId s -BaseUri $uri -ApiKey $key",
            ("uri", server.BaseUri),
            ("key", Key())
        );
        Assert.Empty(run.ErrorIds);
        Assert.Equal("birthday birthday Budi", Assert.Single(server.Requests).Message);
    }

    [Fact]
    public void The_table_shows_row_number_name_and_advice()
    {
        var path = Write("contacts.csv", "wa,name\n081234567890,Budi\n0812O3456789,\"A\u001Bni\"\n");
        Import($"Import-KirimyContact '{path}' | Out-Host").Clean();
        var lines = Session.Host.Text.Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.Contains(lines, line => line.StartsWith("      2 6281234567890   Budi", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line => line.Contains("A·ni", StringComparison.Ordinal) && line.Contains("LETTERS: ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("-Delimiter ", "','", "';'", "\"`t\"", "'|'")]
    [InlineData("-Delimiter ';", "';'")]
    [InlineData("-Encoding utf-", "utf-8", "utf-16", "utf-16BE")]
    public void Arguments_are_completed(string typed, params string[] expected)
    {
        var line = "Import-KirimyContact x " + typed;
        var run = Session.Run("param($line) (TabExpansion2 $line $line.Length).CompletionMatches", ("line", line)).Clean();
        Assert.Equal(expected, run.As<CompletionResult>().Select(c => c.CompletionText));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ScriptRun Import(string script) => Session.Run(script);
}
