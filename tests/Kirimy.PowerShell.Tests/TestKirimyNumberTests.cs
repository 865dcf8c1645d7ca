using System.Data;
using System.Globalization;
using System.Management.Automation;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

public sealed class TestKirimyNumberTests(SharedSession shared) : IClassFixture<SharedSession>
{
    private const string Number = "6281234567890";

    private readonly PowerShellSession session = shared.Session;

    [Theory]
    [InlineData("Test-KirimyNumber '0812-3456-7890'")]
    [InlineData("Test-KirimyNumber -Number '0812-3456-7890'")]
    [InlineData("'0812-3456-7890' | Test-KirimyNumber")]
    [InlineData("Test-KirimyNumber 0812-3456-7890")]
    [InlineData("@{ wa = '0812-3456-7890' } | Test-KirimyNumber")]
    [InlineData("Test-KirimyNumber @{ wa = '0812-3456-7890' }")]
    [InlineData("[pscustomobject]@{ name = 'Budi'; wa = '0812-3456-7890' } | Test-KirimyNumber")]
    public void A_number_is_accepted_as_an_argument_from_the_pipeline_and_from_a_row(string script)
    {
        var run = session.Run(script).Clean();
        Assert.Single(run.Output);
        Assert.Equal("Kirimy.NumberResult", run.Output[0].TypeNames[0]);
        Assert.Equal("0812-3456-7890", run.Member(0, "Input"));
        Assert.Equal(true, run.Member(0, "IsValid"));
        Assert.Equal(Number, run.Member(0, "Recipient"));
        Assert.Equal("+" + Number, run.Member(0, "E164"));
        Assert.Equal("Mobile", run.Member(0, "Kind")!.ToString());
        Assert.Equal("Telkomsel", run.Member(0, "Carrier"));
        Assert.Null(run.Member(0, "Reason"));
        Assert.Null(run.Member(0, "Advice"));
    }

    [Fact]
    public void Every_input_has_one_result_in_order()
    {
        var run = session.Run(
            """
            '081234567890', $null, '', 'x', 6281234567890, @{ wa = '081234567890' }, @{ a = 1 }, [pscustomobject]@{ hp = $null },
                ([pscustomobject]@{ hp = '0812 / 0813' }), [datetime]'2024-01-01' | Test-KirimyNumber
            """
        );
        Assert.Equal(
            [null, "EMPTY", "EMPTY", "NO_NUMBER", null, null, "NO_NUMBER_COLUMN", "EMPTY", "SEVERAL_NUMBERS", "SEVERAL_NUMBERS"],
            Enumerable.Range(0, run.Output.Count).Select(i => (string?)run.Member(i, "Reason"))
        );
        Assert.Equal(["NO_NUMBER_COLUMN"], run.ErrorIds);
        Assert.Null(run.Terminated);
    }

    [Theory]
    [InlineData("Test-KirimyNumber $null", 1)]
    [InlineData("$null | Test-KirimyNumber", 1)]
    [InlineData("Test-KirimyNumber ''", 1)]
    [InlineData("Test-KirimyNumber $null, ''", 2)]
    [InlineData("Test-KirimyNumber @()", 0)]
    [InlineData("@() | Test-KirimyNumber", 0)]
    public void A_missing_input_is_an_empty_number(string script, int count)
    {
        var run = session.Run(script).Clean();
        Assert.Equal(Enumerable.Repeat("EMPTY", count), run.Output.Select(o => (string)o.Properties["Reason"].Value));
    }

    [Fact]
    public void Quiet_returns_one_Boolean_for_each_input()
    {
        var run = session.Run("'081234567890', '0812O3456789', $null, '+6591234567', @{ a = 1 } | Test-KirimyNumber -Quiet");
        Assert.Equal([true, false, false, false, false], run.As<bool>());
        Assert.Equal(["NO_NUMBER_COLUMN"], run.ErrorIds);
    }

    [Theory]
    [InlineData("[long]6281234567890", Number)]
    [InlineData("[ulong]6281234567890", Number)]
    [InlineData("[decimal]6281234567890", Number)]
    [InlineData("[decimal]'6281234567890.00'", Number)]
    [InlineData("[double]6281234567890", Number)]
    [InlineData("[bigint]6281234567890", Number)]
    [InlineData("[double]6281234560000", "6281234560000")]
    [InlineData("[long]6281234500000", "6281234500000")]
    [InlineData("[double]81234567890", Number)]
    [InlineData("812345678", "62812345678")]
    [InlineData("[uri]'https://wa.me/6281234567890'", Number)]
    public void A_numeric_cell_has_the_digits_that_the_spreadsheet_shows(string value, string recipient)
    {
        var run = session.Run($"{value} | Test-KirimyNumber; [pscustomobject]@{{ hp = {value} }} | Test-KirimyNumber").Clean();
        Assert.Equal([recipient, recipient], run.Output.Select(o => (string)o.Properties["Recipient"].Value));
    }

    [Theory]
    [InlineData("[double]6281234567890.5", "AMBIGUOUS")]
    [InlineData("[double]6.281234567890e15", "TOO_LONG")]
    [InlineData("[double]6281234567891234", "TOO_LONG")]
    [InlineData("[double]6.28123E+12", "SCIENTIFIC_NOTATION")]
    [InlineData("[double]6281234500000", "SCIENTIFIC_NOTATION")]
    [InlineData("[decimal]6281234500000", "SCIENTIFIC_NOTATION")]
    [InlineData("[decimal]'6281234500000.00'", "SCIENTIFIC_NOTATION")]
    [InlineData("[decimal]'6281234567890.5'", "AMBIGUOUS")]
    [InlineData("[double]::PositiveInfinity", "NO_NUMBER")]
    [InlineData("[double]6.281234567890e24", "SCIENTIFIC_NOTATION")]
    [InlineData("[float]6281234567890", "SCIENTIFIC_NOTATION")]
    [InlineData("[long]-6281234567890", "UNEXPECTED_CHARACTERS")]
    [InlineData("[double]::NaN", "NO_NUMBER")]
    [InlineData("$true", "NO_NUMBER")]
    [InlineData("(,('081234567890', '081398765432'))", "SEVERAL_NUMBERS")]
    [InlineData("[dbnull]::Value", "EMPTY")]
    public void A_value_that_is_not_a_number_is_refused_like_its_text(string value, string reason)
    {
        var run = session.Run($"[pscustomobject]@{{ hp = {value} }} | Test-KirimyNumber").Clean();
        Assert.Equal(reason, run.Member(0, "Reason"));
    }

    /// <summary>PowerShell reads bare digits as a quantity, which loses zeros. The cmdlet uses the typed text.</summary>
    [Theory]
    [InlineData("081234567890", "081234567890", null)]
    [InlineData("006281234567890", "006281234567890", null)]
    [InlineData("+6281234567890", "+6281234567890", null)]
    [InlineData("6281234567890.0", "6281234567890", null)]
    [InlineData("6.28123E+12", "6.28123E+12", "SCIENTIFIC_NOTATION")]
    public void Digits_typed_without_quotes_are_read_as_typed(string typed, string input, string? reason)
    {
        var run = session.Run($"Test-KirimyNumber {typed}").Clean();
        Assert.Equal(input, run.Member(0, "Input"));
        Assert.Equal(reason, run.Member(0, "Reason"));
    }

    [Fact]
    public void The_session_culture_has_no_effect()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("id-ID");
        try
        {
            var run = session.Run("[double]6281234567890, [decimal]'6281234567890.0', [double]6281234567890.5 | Test-KirimyNumber").Clean();
            Assert.Equal([Number, Number, "6281234567890.5"], run.Output.Select(o => (string)o.Properties["Input"].Value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_string_with_note_properties_stays_a_string()
    {
        // Like a string of Get-Content, with a property named like a column.
        var decorated = new PSObject("081234567890");
        decorated.Properties.Add(new PSNoteProperty("ReadCount", 1L));
        decorated.Properties.Add(new PSNoteProperty("Number", "0812"));
        var run = session.Run("$input | Test-KirimyNumber", [decorated]).Clean();
        Assert.Equal("081234567890", run.Member(0, "Input"));
    }

    [Fact]
    public void A_row_can_have_its_number_in_any_known_column_in_any_case()
    {
        string[] names =
        [
            "recipient",
            "receive",
            "to",
            "wa",
            "whatsapp",
            "number",
            "phone",
            "phonenumber",
            "mobile",
            "nomor",
            "no_hp",
            "hp",
            "telepon",
            "telp",
            "no_wa",
            "nomor_whatsapp",
            "handphone",
        ];
        foreach (
            var name in names
                .Concat(names.Select(n => n.ToUpperInvariant()))
                .Append("PhoneNumber")
                .Append("No_HP")
                .Append("Nomor WhatsApp")
                .Append("No. Telp")
        )
        {
            var run = session.Run(
                """
                param($name)
                [pscustomobject]@{ name = 'Budi'; $name = '081234567890'; address = '1' } | Test-KirimyNumber
                @{ name = 'Budi'; $name = '081234567890' } | Test-KirimyNumber
                """,
                ("name", name)
            );
            Assert.Equal([Number, Number], run.Clean().Output.Select(o => (string)o.Properties["Recipient"].Value));
        }
    }

    [Fact]
    public void The_most_specific_number_column_is_read_at_any_position()
    {
        var run = session
            .Run(
                """
                [pscustomobject]@{ telp = '0211234567'; hp = '0813'; WA = '081234567890' } | Test-KirimyNumber
                [ordered]@{ telp = '0211234567'; hp = '0813'; WA = '081234567890' } | Test-KirimyNumber
                $exact = [System.Collections.Generic.Dictionary[string, object]]::new()
                $exact['Telp'] = '0211234567'; $exact['Wa'] = '081234567890'
                $exact | Test-KirimyNumber
                [pscustomobject]@{ wa = ''; hp = '081234567890' } | Test-KirimyNumber
                """
            )
            .Clean();
        Assert.Equal(
            ["081234567890", "081234567890", "081234567890", "081234567890"],
            run.Output.Select(o => (string)o.Properties["Input"].Value)
        );
    }

    [Theory]
    [InlineData("wa", "6281234567890")]
    [InlineData("NO HP", "6281234567891")]
    [InlineData("pengirim", "6281234567892")]
    public void NumberColumn_takes_precedence_over_the_chosen_column(string column, string expected)
    {
        var run = session.Run(
            "param($column) [pscustomobject]@{ wa = '081234567890'; no_hp = '081234567891'; Pengirim = '081234567892' } | Test-KirimyNumber -NumberColumn $column",
            ("column", column)
        );
        Assert.Equal(expected, run.Clean().Member(0, "Recipient"));
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void Two_columns_of_the_same_rank_with_different_numbers_are_refused()
    {
        var run = session
            .Run("[pscustomobject]@{ billing_phone = '081234567890'; shipping_phone = '081234567891' } | Test-KirimyNumber")
            .Clean();
        Assert.Equal((null, "AMBIGUOUS"), (run.Member(0, "Recipient"), run.Member(0, "Reason")));
        Assert.All(
            new[] { "billing_phone", "shipping_phone", "-NumberColumn" },
            word => Assert.Contains(word, (string)run.Member(0, "Advice")!, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void One_warning_names_the_column_when_others_have_numbers()
    {
        var run = session.Run(
            "1..3 | ForEach-Object { [pscustomobject]@{ Nomor = '081234567899'; HP = '081234567890' } } | Test-KirimyNumber"
        );
        var warning = Assert.Single(run.Clean().Warnings);
        Assert.Contains("'HP'", warning, StringComparison.Ordinal);
        Assert.Contains("Nomor", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_lines_of_a_spreadsheet_are_skipped_and_rows_of_null_are_not()
    {
        var run = session.Run(
            "[pscustomobject]@{ nama = ''; hp = ' ' }, [pscustomobject]@{ nama = ''; hp = $null }, [pscustomobject]@{ nama = $null; hp = $null } | Test-KirimyNumber"
        );
        Assert.Equal("EMPTY", Assert.Single(run.Clean().Output).Properties["Reason"].Value);
    }

    [Fact]
    public void Rows_of_a_database_and_computed_columns_are_rows()
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("name", typeof(string));
        table.Columns.Add("HP", typeof(decimal));
        table.Rows.Add("Budi", 6281234567890m);
        table.Rows.Add("Ani", DBNull.Value);
        var computed = new PSObject();
        computed.Properties.Add(new PSScriptProperty("phone", ScriptBlock.Create("'0812' + '34567890'")));
        var failing = new PSObject();
        failing.Properties.Add(new PSScriptProperty("phone", ScriptBlock.Create("throw 'no phone'")));

        var run = session.Run("$input | Test-KirimyNumber", [table.Rows[0], table.Rows[1], computed, failing]).Clean();
        Assert.Equal([Number, null, Number, null], run.Output.Select(o => (string?)o.Properties["Recipient"].Value));
        Assert.Equal([null, "EMPTY", null, "EMPTY"], run.Output.Select(o => (string?)o.Properties["Reason"].Value));
    }

    [Fact]
    public void A_row_without_a_number_column_is_an_error_that_names_its_columns_and_the_parameter()
    {
        var run = session.Run("[pscustomobject]@{ nama = 'Budi'; 'HP Pengirim' = '081234567890' } | Test-KirimyNumber");
        var error = Assert.Single(run.Errors);
        Assert.Equal("NO_NUMBER_COLUMN", run.ErrorIds[0]);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal("Budi", ((PSObject)error.TargetObject).Properties["nama"].Value);
        Assert.Contains("nama, HP Pengirim", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-NumberColumn", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));

        Assert.Equal(false, run.Member(0, "IsValid"));
        Assert.Equal("NO_NUMBER_COLUMN", run.Member(0, "Reason"));
        Assert.Equal(error.Exception.Message, run.Member(0, "Advice"));
    }

    [Theory]
    [InlineData("@{}", "no columns at all")]
    [InlineData("[object]::new()", "no columns at all")]
    [InlineData("([pscustomobject]@{ c1=1;c2=1;c3=1;c4=1;c5=1;c6=1;c7=1;c8=1;c9=1;c10=1;c11=1;c12=1;c13=1 })", "c11, c12, and more")]
    public void The_error_is_short_for_any_row(string row, string text)
    {
        var run = session.Run($"{row} | Test-KirimyNumber");
        Assert.Contains(text, Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Single(run.Output);
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_a_row_without_a_number_column()
    {
        var run = session.Run("@{ wa = '081234567890' }, @{ a = 1 }, @{ wa = '081234567890' } | Test-KirimyNumber -ErrorAction Stop");
        Assert.Single(run.Output);
        Assert.NotNull(run.Terminated);
        Assert.StartsWith("NO_NUMBER_COLUMN", run.Terminated.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-KirimyNumber 91234567 -Region SG")]
    [InlineData("Test-KirimyNumber 91234567 -Region sg")]
    [InlineData("Test-KirimyNumber 91234567 -DefaultRegion SG")]
    public void A_region_applies_to_numbers_without_a_country_code(string script) =>
        Assert.Equal("+6591234567", session.Run(script).Clean().Member(0, "E164"));

    [Theory]
    [InlineData("XX")]
    [InlineData("Indonesia")]
    [InlineData("62")]
    [InlineData("''")]
    public void An_unknown_region_is_refused_before_anything_is_read(string region)
    {
        var run = session.Run($"'081234567890' | Test-KirimyNumber -Region {region}");
        Assert.Empty(run.Output);
        var error = Assert.Single(run.Errors);
        Assert.Equal("ParameterArgumentValidationError", run.ErrorIds[0]);
        Assert.Contains($"'{region.Trim('\'')}' isn't a country with a numbering plan", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_is_a_row()
    {
        var run = session.Run("'0812-3456-7890', 'x' | Test-KirimyNumber | Test-KirimyNumber").Clean();
        Assert.Equal([Number, null], run.Output.Select(o => (string?)o.Properties["Recipient"].Value));
    }

    [Fact]
    public void The_table_shows_each_number_and_marks_hidden_characters()
    {
        session.Run("'0857-1234-567', \"0812`u{200B}O3456789\", '021-5551234' | Test-KirimyNumber | Out-Host").Clean();
        var lines = session.Host.Text.Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.Contains(lines, line => line.Contains("Carrier / Advice", StringComparison.Ordinal));
        Assert.Contains("0857-1234-567        628571234567   Mobile   Indosat Ooredoo Hutchison", lines);
        Assert.Contains(
            lines,
            line => line.StartsWith("0812·O3456789 ", StringComparison.Ordinal) && line.Contains("LETTERS: ", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line => line.StartsWith("021-5551234          62215551234    Landline +62215551234 is a landline", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("@('021555', 6.28123E12)", "021555 6.28123E+12")]
    [InlineData("@('081234567890', [double]6281234567890, '021555')", "081234567890 6281234567890 021555")]
    [InlineData("@([decimal]6281234500000, '021555')", "6.2812345E+12 021555")]
    public void A_number_in_an_array_does_not_affect_other_elements(string array, string inputs)
    {
        var run = session.Run($"$list = {array}; Test-KirimyNumber -Number $list; $list | Test-KirimyNumber").Clean();
        var expected = inputs.Split(' ');
        Assert.Equal(expected.Concat(expected), run.Output.Select(o => (string)o.Properties["Input"].Value));
    }

    [Fact]
    public void An_array_of_characters_is_one_text() =>
        Assert.Equal(
            Number,
            session.Run("[pscustomobject]@{ hp = [char[]]'081234567890' } | Test-KirimyNumber").Clean().Member(0, "Recipient")
        );

    /// <summary>PowerShell keeps the typed text of a single number, but not of numbers in a list.</summary>
    [Theory]
    [InlineData("Test-KirimyNumber 021555, 6.28E12", "021555 6.28E12")]
    [InlineData("Test-KirimyNumber -Number 0215551234, 6281234567890", "0215551234 6281234567890")]
    [InlineData("$null = 1; Test-KirimyNumber @(021555, 081234567890) -Region ID", "021555 081234567890")]
    [InlineData("Test-KirimyNumber -Number:(021555, 0812)", "021555 0812")]
    [InlineData("Test-KirimyNumber 'x', 021555", "x 021555")]
    [InlineData("$list = 21555, 6281234567890; Test-KirimyNumber $list", "21555 6281234567890")]
    [InlineData("Test-KirimyNumber ([long]6281234567890), 021555", "6281234567890 021555")]
    public void Numbers_typed_without_quotes_in_a_list_are_read_as_typed(string script, string inputs) =>
        Assert.Equal(inputs.Split(' '), session.Run(script).Clean().Output.Select(o => (string)o.Properties["Input"].Value));
}
