using System.Globalization;
using CsCheck;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class MessageTemplateTests
{
    private static readonly Dictionary<string, string?> Row = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "Budi",
        ["company"] = "PT Maju",
        ["No. HP"] = "0812",
        ["blank"] = " \u200B\t",
        ["padded"] = "  Siti \u00A0",
        ["lines"] = "Jl. Merdeka 1\r\nJakarta\rPusat",
        ["braces"] = @"{{company}} \{{name}} {0}",
    };

    [Theory]
    [InlineData("Halo {{name}}, dari {{company}}.", "Halo Budi, dari PT Maju.")]
    [InlineData("{{ name }}{{NAME}}{{\tName}}", "BudiBudiBudi")]
    [InlineData("{{name}}{{company}}", "BudiPT Maju")]
    [InlineData("{{ No. HP }}", "0812")]
    [InlineData("Halo {{title|Pelanggan}}!", "Halo Pelanggan!")]
    [InlineData("Halo {{ blank | Bapak/Ibu | semua }}!", "Halo Bapak/Ibu | semua!")]
    [InlineData("Halo {{name|Pelanggan}}!", "Halo Budi!")]
    [InlineData("Halo{{title|}}!", "Halo!")]
    [InlineData("Halo {{padded}}, apa kabar?", "Halo Siti, apa kabar?")]
    [InlineData("{{lines}}", "Jl. Merdeka 1\nJakarta\nPusat")]
    [InlineData("{{braces}} {{name}}", @"{{company}} \{{name}} {0} Budi")]
    [InlineData(@"\{{name}} is {{name}}", "{{name}} is Budi")]
    [InlineData(@"C:\\{{name}} \\\{{x}} \n \{", @"C:\Budi \{{x}} \n \{")]
    [InlineData("""{"a":{"b":1}} {name} } { }} ${{name}}""", """{"a":{"b":1}} {name} } { }} $Budi""")]
    [InlineData("""{"a":{{name}}}""", """{"a":Budi}""")]
    [InlineData("a\r\nb\rc {{name}}\r\n", "a\nb\nc Budi\n")]
    [InlineData("", "")]
    public void Variables_are_filled_in(string template, string expected)
    {
        Assert.True(
            MessageTemplate
                .Parse(template)
                .TryRender(Value, CultureInfo.InvariantCulture, MissingVariable.Error, out var text, out var missing)
        );
        Assert.Equal(expected, text);
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("{{tanggal:dd MMMM yyyy}}", "17 Agustus 2026")]
    [InlineData("{{ Tanggal : HH:mm }}", "14.30")]
    [InlineData("{{tanggal}}, {{TANGGAL:d}}", "17/08/2026 14.30, 17/08/2026")]
    [InlineData("Rp {{total:N0}}", "Rp 1.500.001")]
    [InlineData("{{total:N0|nihil}} {{sisa:N0|nihil}} {{sisa: N0 | }}.", "1.500.001 nihil .")]
    [InlineData("{{total:}} {{teks:N0}}", "1.500.000,5 1.500")]
    [InlineData("{{sisa|a:b}}", "a:b")]
    public void A_format_begins_at_the_first_colon(string template, string expected)
    {
        var row = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["tanggal"] = new DateTime(2026, 8, 17, 14, 30, 0, DateTimeKind.Local),
            ["total"] = 1500000.6m - 0.1m,
            ["teks"] = "1500",
        };
        Assert.True(
            MessageTemplate
                .Parse(template)
                .TryRender(row.GetValueOrDefault, CultureInfo.GetCultureInfo("id-ID"), MissingVariable.Error, out var text, out var missing)
        );
        Assert.Equal(expected, text);
        Assert.Empty(missing);
    }

    [Fact]
    public void A_value_that_does_not_fit_its_format_is_refused()
    {
        var refusal = Assert.Throws<KirimyException>(() =>
            MessageTemplate
                .Parse("Rp {{total:N0|nihil}}")
                .TryRender(_ => "1.500", CultureInfo.InvariantCulture, MissingVariable.Empty, out _, out _)
        );
        Assert.Equal(ErrorCode.FormatMismatch, refusal.Code);
        Assert.Contains("'1.500'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("{{total:N0}}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_control_characters_counts_as_missing()
    {
        Assert.True(
            MessageTemplate
                .Parse("{{a|x}}")
                .TryRender(_ => "\u001B[31m \u001B[0m", CultureInfo.InvariantCulture, MissingVariable.Error, out var text, out _)
        );
        Assert.Equal("x", text);
    }

    [Fact]
    public void Variables_are_listed_once_in_their_order()
    {
        var template = MessageTemplate.Parse(@"{{b}} {{ A }} {{B|x}} \{{no}} {{a}} {{c|}}");
        Assert.Equal(["b", "A", "c"], template.Variables);
    }

    [Fact]
    public void A_variable_without_a_value_is_reported_by_name()
    {
        var template = MessageTemplate.Parse("{{title}} {{blank}} {{name}} {{TITLE}} {{other|x}}");
        Assert.False(template.TryRender(Value, CultureInfo.InvariantCulture, MissingVariable.Error, out var text, out var missing));
        Assert.Null(text);
        Assert.Equal(["title", "blank"], missing);
        Assert.Contains("{{title}}, {{blank}}", MessageTemplate.MissingMessage(missing), StringComparison.Ordinal);
        Assert.Contains("{{name|Pelanggan}}", MessageTemplate.MissingMessage(missing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_without_a_value_may_be_empty()
    {
        var template = MessageTemplate.Parse("{{title}}{{name}}{{blank}}.");
        Assert.True(template.TryRender(Value, CultureInfo.InvariantCulture, MissingVariable.Empty, out var text, out var missing));
        Assert.Equal("Budi.", text);
        Assert.Equal(["title", "blank"], missing);
    }

    [Fact]
    public void A_fallback_applies_to_its_own_placeholder_only()
    {
        var template = MessageTemplate.Parse("{{title|x}} {{title}}");
        Assert.False(template.TryRender(Value, CultureInfo.InvariantCulture, MissingVariable.Error, out _, out var missing));
        Assert.Equal(["title"], missing);
    }

    [Theory]
    [InlineData("Halo {{name", 1, 6)]
    [InlineData("Halo {{name}", 1, 6)]
    [InlineData("a\r\nb\n  {{name\n}}", 3, 3)]
    [InlineData("{{name}} {{na {{company}}", 1, 10)]
    [InlineData("😀👨‍👩‍👧é {{}}", 1, 5)]
    [InlineData("{{ }}", 1, 1)]
    [InlineData("{{|x}}", 1, 1)]
    [InlineData("{{:N0}}", 1, 1)]
    [InlineData("{{\u200B}}", 1, 1)]
    [InlineData("x {{{name}}}", 1, 5)]
    [InlineData("{{name|{x}}}", 1, 8)]
    [InlineData("{{a}b}}", 1, 4)]
    public void The_error_has_the_position_in_the_template(string template, int line, int column)
    {
        var refusal = Assert.Throws<KirimyException>(() => MessageTemplate.Parse(template));
        Assert.Equal(ErrorCode.TemplateInvalid, refusal.Code);
        Assert.Contains($"line {line}, column {column}:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(@"\{{", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_variables_is_unchanged()
    {
        var text = Gen.String[Gen.OneOf(Gen.Char, Gen.Char["ab {}|\\\n"]), 0, 40].Where(s => !s.Contains("{{", StringComparison.Ordinal));
        text.Check(
            source =>
            {
                var template = MessageTemplate.Parse(source);
                Assert.Empty(template.Variables);
                Assert.True(
                    template.TryRender(
                        _ => throw new InvalidOperationException(),
                        CultureInfo.InvariantCulture,
                        MissingVariable.Error,
                        out var rendered,
                        out _
                    )
                );
                Assert.Equal(source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), rendered);
            },
            iterations: 20_000,
            seed: "0000KirimyT1"
        );
    }

    [Fact]
    public void Values_are_never_parsed()
    {
        var value = Gen.String[Gen.Char["ab{}|\\"], 1, 12].Where(s => !string.IsNullOrWhiteSpace(s));
        Gen.Select(value, value)
            .Check(
                (first, second) =>
                {
                    var template = MessageTemplate.Parse("<{{a}}|{{b|x}}{{A}}>");
                    Assert.True(
                        template.TryRender(
                            name => name == "a" ? first : second,
                            CultureInfo.InvariantCulture,
                            MissingVariable.Error,
                            out var text,
                            out _
                        )
                    );
                    Assert.Equal($"<{first}|{second}{first}>", text);
                },
                iterations: 20_000,
                seed: "0000KirimyT2"
            );
    }

    [Fact]
    public void Any_text_is_a_template_or_is_refused()
    {
        Gen.String[Gen.Char["ab {}|\\\r\n"], 0, 16]
            .Check(
                source =>
                {
                    try
                    {
                        var template = MessageTemplate.Parse(source);
                        Assert.True(
                            template.TryRender(_ => null, CultureInfo.InvariantCulture, MissingVariable.Empty, out var text, out _)
                        );
                        Assert.DoesNotContain('\r', text);
                    }
                    catch (KirimyException refusal)
                    {
                        Assert.Equal(ErrorCode.TemplateInvalid, refusal.Code);
                    }
                },
                iterations: 50_000,
                seed: "0000KirimyT3"
            );
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void A_template_file_is_read(string encoding, bool mark)
    {
        using var file = new ScratchFile();
        var text = System.Text.Encoding.GetEncoding(encoding);
        file.Write([.. mark ? text.GetPreamble() : [], .. text.GetBytes("Halo {{name}} 😀\r\nbaris 2\r\n\r\n")]);
        Assert.Equal("Halo {{name}} 😀\nbaris 2", MessageTemplate.Load(file.Path).Source);
    }

    [Fact]
    public void An_unreadable_file_is_named_in_the_error()
    {
        using var file = new ScratchFile();
        file.Write([(byte)'a', 0xE9, (byte)'b']);
        AssertUnreadable(file.Path);
        AssertUnreadable(file.Path + ".missing");
        AssertUnreadable(System.IO.Path.GetTempPath());
        AssertUnreadable("");

        file.Write("ok\n{{x"u8.ToArray());
        var refusal = Assert.Throws<KirimyException>(() => MessageTemplate.Load(file.Path));
        Assert.Equal(ErrorCode.TemplateInvalid, refusal.Code);
        Assert.StartsWith(file.Path + ", line 2, column 1:", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertUnreadable(string path)
    {
        var refusal = Assert.Throws<KirimyException>(() => MessageTemplate.Load(path));
        Assert.Equal(ErrorCode.TemplateUnreadable, refusal.Code);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    private static string? Value(string name) => Row.GetValueOrDefault(name);
}
