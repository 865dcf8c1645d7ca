using System.Globalization;
using CsCheck;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class GraphemeRulesTests
{
    private static readonly Gen<string> Sign = Gen.OneOf(
        Gen.OneOf("a", " ", "\n", "\u200D", "\u200C", "\u0301", "\uFE0F", "\u20E3", "\u200B", "1"),
        Gen.OneOf("😀", "👩", "❤", "🏽", "🇮", "🇩", "🏴", "\U000E0067", "\U000E007F", "🏳", "🌈"),
        Gen.OneOf("ᄀ", "ᅡ", "ᆨ", "가", "각", "क", "्", "ष", "ा", "ำ", "ｶ", "ﾞ", "\u0600", "ب", "ꦏ", "\uA9C0"),
        Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32)
    );

    [Theory]
    [InlineData("é")]
    [InlineData("e\u0301\u0302")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👍🏽")]
    [InlineData("❤️")]
    [InlineData("1️⃣")]
    [InlineData("🇮🇩")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("🏳️‍🌈")]
    [InlineData("क्षि")]
    [InlineData("각")]
    [InlineData("กำ")]
    public void A_grapheme_is_not_cut(string character)
    {
        Assert.Equal(character.Length, GraphemeRules.Next(character, 0));
        Assert.Equal(character.Length + 1, GraphemeRules.Next("x" + character + character, 1));
    }

    [Fact]
    public void Flags_are_not_cut_between_regional_indicators()
    {
        Assert.Equal(4, GraphemeRules.Next("🇮🇩🇲🇾🇸", 0));
        Assert.Equal(8, GraphemeRules.Next("🇮🇩🇲🇾🇸", 4));
        Assert.Equal(10, GraphemeRules.Next("🇮🇩🇲🇾🇸", 8));
    }

    /// <summary>A position where the .NET Framework edition cuts a text is also a grapheme boundary in current .NET.</summary>
    [Fact]
    public void No_text_is_cut_inside_a_grapheme()
    {
        Sign.Array[1, 12]
            .Select(string.Concat)
            .Check(
                text =>
                {
                    var bounds = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
                    for (var at = 0; at < text.Length; )
                    {
                        at = GraphemeRules.Next(text, at);
                        Assert.True(bounds.Contains(at), $"{at} in {Escaped(text)}");
                    }
                },
                iterations: 50_000,
                seed: "0000KirimyG1"
            );
    }

    /// <summary>Letters alone are never kept together.</summary>
    [Fact]
    public void Plain_text_can_be_cut_anywhere()
    {
        const string Text = "Halo Ibu, 24×7 — Rp 1.000.000\n漢字かな";
        for (var at = 0; at < Text.Length; at++)
        {
            Assert.Equal(at + 1, GraphemeRules.Next(Text, at));
        }
    }

    private static string Escaped(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
