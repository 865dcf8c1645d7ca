using CsCheck;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class TextLintTests
{
    [Theory]
    [InlineData("Halo *Budi, apa kabar?", TextFindingCode.UnclosedMark, 1, 6)]
    [InlineData("Halo _Budi", TextFindingCode.UnclosedMark, 1, 6)]
    [InlineData("Halo ~Budi", TextFindingCode.UnclosedMark, 1, 6)]
    [InlineData("*Promo\nhari ini*", TextFindingCode.UnclosedMark, 1, 1)]
    [InlineData("*satu* dan *dua", TextFindingCode.UnclosedMark, 1, 12)]
    [InlineData("*😀 satu", TextFindingCode.UnclosedMark, 1, 1)]
    [InlineData("a\n😀👨‍👩‍👧 *\"satu\"", TextFindingCode.UnclosedMark, 2, 4)]
    [InlineData("*Promo*50%", TextFindingCode.UnclosedMark, 1, 1)]
    [InlineData("Halo *Budi * apa", TextFindingCode.SpaceInsideMarks, 1, 6)]
    [InlineData("Halo * Budi*", TextFindingCode.SpaceInsideMarks, 1, 6)]
    [InlineData("* Promo *", TextFindingCode.SpaceInsideMarks, 1, 1)]
    [InlineData("_Promo _", TextFindingCode.SpaceInsideMarks, 1, 1)]
    [InlineData("~ Promo~", TextFindingCode.SpaceInsideMarks, 1, 1)]
    [InlineData("a ```kode", TextFindingCode.UnclosedCode, 1, 3)]
    [InlineData("```kode``` dan ```", TextFindingCode.UnclosedCode, 1, 16)]
    [InlineData("jalankan `df -h", TextFindingCode.UnclosedCode, 1, 10)]
    [InlineData("**Promo** hari ini", TextFindingCode.MarkdownMarks, 1, 1)]
    [InlineData("ini __penting sekali__.", TextFindingCode.MarkdownMarks, 1, 5)]
    [InlineData("~~coret~~", TextFindingCode.MarkdownMarks, 1, 1)]
    [InlineData("a\n## Judul", TextFindingCode.MarkdownHeading, 2, 1)]
    [InlineData("# Judul besar", TextFindingCode.MarkdownHeading, 1, 1)]
    [InlineData("lihat [situs kami](https://kirimy.example/a_b)", TextFindingCode.MarkdownLink, 1, 7)]
    [InlineData("![logo](img/logo.png)", TextFindingCode.MarkdownLink, 1, 1)]
    [InlineData(@"Halo\nApa kabar", TextFindingCode.LiteralEscape, 1, 5)]
    [InlineData(@"Halo\r\nApa\r\nkabar", TextFindingCode.LiteralEscape, 1, 5)]
    [InlineData("Halo`nApa kabar`nBudi", TextFindingCode.LiteralEscape, 1, 5)]
    [InlineData("Halo {{ nama }}!", TextFindingCode.UnfilledVariable, 1, 6)]
    public void A_formatting_problem_is_found(string text, string code, int line, int column)
    {
        var finding = Assert.Single(TextLint.Check(text));
        Assert.Equal(code, finding.Code);
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.NotEmpty(finding.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Halo *Budi*, _apa_ ~kabar~ `hari` ```ini```?")]
    [InlineData("*_~semua~_* (*dalam kurung*), *\"kutip\"*!")]
    [InlineData("2*3*4 = 24, 2 * 3 * 4, 2 *3 dan 5* 6")]
    [InlineData("snake_case_name dan MAX_VALUE")]
    [InlineData("cd ~/path && ls ~")]
    [InlineData("sekitar ~5 menit, ~Rp 10.000")]
    [InlineData("https://x.example/a_b_c?q=*x&_id=1 _lihat_")]
    [InlineData("_https://x.example/a_b_ dan *www.x.example/_a*")]
    [InlineData("* satu\n* dua*\n- tiga")]
    [InlineData("Harga 10.000*\n*Syarat dan ketentuan berlaku")]
    [InlineData("*) Syarat berlaku")]
    [InlineData("rm *.log; ls /tmp/*; */5 * * * * job")]
    [InlineData("kartu ****1234, ____, ~~~~")]
    [InlineData("^_^ >_< -_- T_T *_* ¯\\_(ツ)_/¯")]
    [InlineData("lihat _config.yml dan __init__.py")]
    [InlineData("#promo #1 C# nomor # 5")]
    [InlineData("[1] (lihat bawah) [x](y) array[0](z)")]
    [InlineData(@"C:\new\temp, \\server\nas, .\new.txt, src\app\nama, 'D:\nama'")]
    [InlineData("```**a** # b *c \\n {{x}} [a](b.c)```")]
    [InlineData("pakai `**kwargs` dan `*x`")]
    [InlineData("it`s Mu`min")]
    [InlineData("2**3**4")]
    [InlineData("{ {} {{}} {{1}}")]
    [InlineData("~ Admin ~")]
    public void A_text_without_problems_has_no_findings(string text) =>
        Assert.Empty(TextLint.Check(text).Select(finding => finding.Message));

    [Fact]
    public void A_template_is_checked_with_its_variables_as_text()
    {
        Assert.Empty(TextLint.Check(MessageTemplate.Parse(@"Halo *{{first_name|_Bapak/Ibu}}*, \{{x}} {{a}}_{{b}}")));
        var finding = Assert.Single(TextLint.Check(MessageTemplate.Parse("Halo\n{{nama}} *{{kota}}")));
        Assert.Equal((TextFindingCode.UnclosedMark, 2, 10), (finding.Code, finding.Line, finding.Column));
    }

    [Fact]
    public void Findings_are_in_the_order_of_the_text()
    {
        var findings = TextLint.Check("~a\r\n# b\r\n**c** *d\r\n`e {{f}}");
        Assert.Equal(
            [
                TextFindingCode.UnclosedMark,
                TextFindingCode.MarkdownHeading,
                TextFindingCode.MarkdownMarks,
                TextFindingCode.UnclosedMark,
                TextFindingCode.UnclosedCode,
                TextFindingCode.UnfilledVariable,
            ],
            findings.Select(finding => finding.Code)
        );
    }

    [Fact]
    public void Any_text_can_be_checked()
    {
        Gen.String[Gen.OneOf(Gen.Char["*_~`#[]()\\n {}|\nab1./"], Gen.Char), 0, 60]
            .Check(
                text =>
                    Assert.All(
                        TextLint.Check(text),
                        finding =>
                        {
                            Assert.True(finding.Line > 0 && finding.Column > 0);
                            Assert.NotEmpty(finding.Message);
                        }
                    ),
                iterations: 20_000,
                seed: "0000KirimyL1"
            );
    }

    [Fact]
    public void A_long_text_takes_linear_time_to_split()
    {
        string[] pieces =
        [
            "*a ",
            "*.a ",
            "*a\n",
            "_a",
            "`a ",
            "[a](",
            "[a](.",
            "```",
            "{{a",
            "{{",
            "\\n",
            "\\n ",
            "**a",
            "a* ",
            "# ",
            "www.",
            "a.",
            "~~a b",
        ];
        foreach (var piece in pieces)
        {
            // This would take minutes if the time were quadratic.
            Assert.InRange(TextLint.Check(string.Concat(Enumerable.Repeat(piece, 20_000))).Count, 0, 20);
        }
    }
}
