using System.Text;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class CharacterLintTests
{
    /// <summary>Texts in many languages with characters outside ASCII.</summary>
    private static readonly string[] Real =
    [
        "José Peña, café crème à la carte, voilà, déjà vu",
        "São João está à espera, coração, ÀS VEZES, três, português",
        "JOSÉ CONCEIÇÃO IRMÃO SÃO PAULO MAÇÃ",
        "Über Köln, Straße, ÖSTERREICH, KÖLN, Grüße, süß",
        "Malmö, Århus, Åse, Ærø, fjörður, þorn, Øystein",
        "Zażółć gęślą jaźń, Łódź, święto, ćma, Żywiec",
        "Příliš žluťoučký kůň, Dvořák, Škoda",
        "İstanbul'da ağaç, Şişli, çığ",
        "București, știință, țară, informații",
        "Nguyễn Văn Ân, cà phê sữa đá",
        "Привет, как дела? Заказ готов.",
        "Καλημέρα, πώς είστε;",
        "שלום, מה שלומך?",
        "مرحبا، كيف حالك؟ می‌خواهم",
        "नमस्ते, आप कैसे हैं?",
        "สวัสดีครับ",
        "こんにちは、注文は完了です。",
        "您好，您的订单已发货",
        "안녕하세요 주문이 완료되었습니다",
        "Harga “khusus” – hanya Rp\u00A010.000… it’s",
        "• satu ✅ dua ❌ tiga → empat ⚠️ ™ €5",
        "Suhu 25 °C, © 2026 Toko®, ½ porsi, «kutip», 10 m²",
        "Selamat ulang tahun 🎉😀🙏 👨‍👩‍👧",
        "─────┬───── │ ├── └── ╔═╗",
    ];

    /// <summary>Real texts that look like a lead byte before a continuation byte.</summary>
    public static TheoryData<string> RealAtTheEdge { get; } =
    [
        .. Real,
        "A «IRMû e “MAÇÔ, IRMÃ… MAÇÃ – IRMÃ² “NÔ",
        "IRMÃ\u00A0MARIA, SÃ\u00A0",
        "Letra Ã, huruf Â, Ä, Å.",
        "«\u00A0CAFÉ\u00A0», “OLÉ”, CAFÉ® CAFÉ™ NESCAFÉ®…",
        "«\u00A0café\u00A0» à «\u00A0Paris\u00A0», de 5 à\u00A0£10",
        "A, Ä, Ö – Ä… Å” å”",
        "hâ”… ê», ü”. é™ ï» ì…",
        "Ðề nghị ÔÔ",
        "tree:\n├── a\n│   ├─ b\n├┤",
    ];

    [Theory]
    [MemberData(nameof(RealAtTheEdge))]
    public void Ordinary_text_has_no_findings(string text) => Assert.Empty(CharacterLint.Check(text).Select(finding => finding.Message));

    [Fact]
    public void Text_in_a_wrong_encoding_is_found_in_every_language()
    {
        Encoding[] wrong = [Platform.Windows1252(), Encoding.Latin1];
        foreach (var text in Real)
        {
            foreach (var encoding in wrong)
            {
                var once = encoding.GetString(Encoding.UTF8.GetBytes(text));
                AssertMojibake(once);
                AssertMojibake(Platform.Windows1252().GetString(Encoding.UTF8.GetBytes(once)));
            }
        }
    }

    [Theory]
    [InlineData("JosÃ©")]
    [InlineData("SÃ£o JoÃ£o")]
    [InlineData("SÃƒO PAULO")]
    [InlineData("KÃ–LN")]
    [InlineData("voilÃ !")]
    [InlineData("Ã©")]
    [InlineData("itâ€™s")]
    [InlineData("â€œkutipâ€")]
    [InlineData("Rp 10.000Â ,-")]
    [InlineData("Halo Â Budi")]
    [InlineData("25Â°C")]
    [InlineData("Â© 2026")]
    [InlineData("ï»¿Halo")]
    [InlineData("ðŸ˜€ Halo")]
    [InlineData("âœ… beres")]
    [InlineData("â‚¬5")]
    [InlineData("tidak terbaca ï¿½")]
    [InlineData("JosÃƒÂ©")]
    [InlineData("itÃ¢â‚¬â„¢s")]
    [InlineData("Jos├⌐")]
    [InlineData("10 ÔÇô 20")]
    [InlineData("10 ΓÇô 20")]
    [InlineData("itвЂ™s")]
    [InlineData("Å»ywiec")]
    [InlineData("ÅŸiÅŸli")]
    public void Typical_mojibake_is_found(string text) => AssertMojibake(text);

    [Fact]
    public void A_replacement_character_is_found_with_its_position()
    {
        var finding = Assert.Single(CharacterLint.Check("Halo\r\nJos\uFFFD, apa kabar?"));
        Assert.Equal((TextFindingCode.ReplacementCharacter, 2, 4), (finding.Code, finding.Line, finding.Column));
        Assert.Contains("Jos\uFFFD, apa", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_finding_is_reported_once_in_the_order_of_the_text()
    {
        var findings = CharacterLint.Check("JosÃ© \uFFFD \uFFFD \u001B[31mJosÃ©\u001B[0m");
        Assert.Equal(
            [TextFindingCode.Mojibake, TextFindingCode.ReplacementCharacter, TextFindingCode.ControlCharacters],
            findings.Select(finding => finding.Code)
        );
        Assert.DoesNotContain('\u001B', string.Concat(findings));
    }

    [Fact]
    public void A_missing_text_has_no_findings() => Assert.Empty(CharacterLint.Check(null));

    private static void AssertMojibake(string text) =>
        Assert.True(CharacterLint.Check(text).Any(finding => finding.Code == TextFindingCode.Mojibake), text);
}
