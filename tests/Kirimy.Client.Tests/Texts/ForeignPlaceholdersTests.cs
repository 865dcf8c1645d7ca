using Kirimy.Client.Contacts;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class ForeignPlaceholdersTests
{
    private static readonly string[] Columns = ["wa", "name", "Nama Lengkap", "no_pesanan", "1", "var1"];

    [Theory]
    [InlineData("Halo {name}", "{name}")]
    [InlineData("Halo { NAME }, {var1}", "{ NAME }, {var1}")]
    [InlineData("Halo [name], [[nama lengkap]]", "[name], [nama lengkap]")]
    [InlineData("Halo %name% %NAMA_LENGKAP%", "%name%, %NAMA_LENGKAP%")]
    [InlineData("Halo ${name}", "${name}")]
    [InlineData("Halo <name>, «Nama Lengkap»", "<name>, «Nama Lengkap»")]
    [InlineData("Halo {{1}}, {{ 1 }}, {1}", "{{1}}, {{ 1 }}, {1}")]
    [InlineData("Halo $($_.name), $_.no_pesanan, $name", "$($_.name), $_.no_pesanan, $name")]
    [InlineData("Diskon 10%\nHalo %name%", "%name%")]
    [InlineData("{name} {name} {name}", "{name}")]
    public void A_placeholder_that_is_named_like_a_column_is_found(string text, string written)
    {
        var finding = ForeignPlaceholders.In(text).Check(IsColumn);
        Assert.NotNull(finding);
        Assert.Equal(TextFindingCode.ForeignPlaceholder, finding.Code);
        Assert.StartsWith(written + " ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("{{", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Halo name, {nama}, [ya], %kota%, <b>, ${x}, $total, «kutip»")]
    [InlineData("diskon 10% name 20%")]
    [InlineData("Halo {{name}} {{ nama lengkap }}")]
    [InlineData("{} [] %% <> {\nname\n} $1 $5")]
    [InlineData("")]
    public void Other_text_is_not_a_placeholder(string text) => Assert.Null(ForeignPlaceholders.In(text).Check(IsColumn));

    [Fact]
    public void Variables_of_a_template_are_not_foreign_placeholders()
    {
        var template = MessageTemplate.Parse("Halo {{name}} {{1}} {{var1:N0|[name]}} ${{name}}");
        Assert.True(ForeignPlaceholders.In(template).IsEmpty);

        var finding = ForeignPlaceholders.In(MessageTemplate.Parse("Halo {{name}}\n[no pesanan]")).Check(IsColumn);
        Assert.Equal((2, 1), (finding!.Line, finding.Column));
        Assert.Contains("{{no pesanan}}", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{a")]
    [InlineData("$$_.a")]
    [InlineData("[%a")]
    [InlineData("<{[%")]
    public void A_long_text_takes_linear_time(string piece) =>
        Assert.True(ForeignPlaceholders.In(string.Concat(Enumerable.Repeat(piece, 50_000))).Check(_ => false) is null);

    private static bool IsColumn(string name) => ColumnName.Find(name, Columns) >= 0;
}
