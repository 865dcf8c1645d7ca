using CsCheck;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class ControlCharactersTests
{
    [Theory]
    [InlineData("\u001B[31mmerah\u001B[0m", "merah")]
    [InlineData("\u001B[1;38;5;196mtebal\u001B[m", "tebal")]
    [InlineData("\u001B[38:2::255:0:0mmerah\u001B[39;49m", "merah")]
    [InlineData("\u001B[?25l\u001B[2J\u001B[1;1Hmulai\u001B[K", "mulai")]
    [InlineData("\u001B[5 qkursor", "kursor")]
    [InlineData("\u001B]8;;https://x.example/a\u0007tautan\u001B]8;;\u0007", "tautan")]
    [InlineData("\u001B]8;id=1;https://x.example/é\u001B\\tautan\u001B]8;;\u001B\\", "tautan")]
    [InlineData("\u001B]0;judul\u0007teks\u001BPq1\u001B\\.", "teks.")]
    [InlineData("\u001B7simpan\u001B8\u001B(B\u001B=\u001Bc", "simpan")]
    [InlineData("a\u009B31mb\u009B0mc", "abc")]
    [InlineData("a\u009D0;judul\u009Cb", "ab")]
    [InlineData("a\u0000b\u0007c\u0008d\u000Be\u000Cf\u007Fg\u0080h\u0085i\u009Fj", "abcdefghij")]
    [InlineData("\u001B[31", "31")]
    [InlineData("\u001B]0;tanpa akhir\nbaris dua", "0;tanpa akhir\nbaris dua")]
    [InlineData("akhir\u001B", "akhir")]
    public void Control_characters_and_escape_sequences_are_removed(string text, string expected)
    {
        Assert.Equal([expected], MessageParts.Of(text).Texts);
        Assert.Equal(["```" + expected + "```"], MessageParts.Of(text, monospace: true).Texts);
        Assert.Equal(TextFindingCode.ControlCharacters, Assert.Single(CharacterLint.Check(text)).Code);
    }

    [Theory]
    [InlineData("baris\tsatu\nbaris dua\n")]
    [InlineData("👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم \u200Fשלום\u200E \u2066abc\u2069 soft\u00ADhyphen")]
    [InlineData("[31m ]8;; tidak diawali ESC")]
    [InlineData("Rp\u00A010.000 – “kutip” ’s …")]
    public void Text_without_control_characters_is_unchanged(string text)
    {
        Assert.Equal([text], MessageParts.Of(text).Texts);
        Assert.Empty(CharacterLint.Check(text).Select(finding => finding.Message));
    }

    [Fact]
    public void A_text_of_control_characters_alone_is_empty()
    {
        Assert.Equal(ErrorCode.MessageEmpty, MessageParts.Of("\u001B[31m\u001B[0m").ErrorCode);
        Assert.Equal(ErrorCode.MessageEmpty, MessageParts.Of("\u009B31m \u0007").ErrorCode);
    }

    [Fact]
    public void A_long_text_is_split_without_control_characters()
    {
        var parts = MessageParts.Of(string.Concat(Enumerable.Repeat("\u001B[31mbaris\u001B[0m\r\n", 1000)), MessageOverflow.Split).Texts;
        Assert.InRange(parts.Count, 2, 3);
        Assert.All(parts, part => Assert.Equal(-1, ControlCharacters.IndexIn(part)));
    }

    [Fact]
    public void No_text_keeps_a_control_character()
    {
        Gen.String[Gen.OneOf(Gen.Char["\u001B\u009B\u009D\u0007\u009C[]\\();0123mHabc\n\r\t \u0000é"], Gen.Char), 0, 60]
            .Check(
                text =>
                {
                    var clean = MessageText.Clean(text);
                    Assert.Equal(-1, ControlCharacters.IndexIn(clean));
                    Assert.DoesNotContain('\r', clean);
                    Assert.Equal(clean, MessageText.Clean(clean));
                },
                iterations: 50_000,
                seed: "0000KirimyC1"
            );
    }

    [Theory]
    [InlineData("\u001B[")]
    [InlineData("\u001B]a")]
    [InlineData("\u009Da")]
    [InlineData("\u001B(")]
    [InlineData("\u009B;")]
    public void A_long_text_takes_linear_time(string piece)
    {
        // This would take minutes if the time were quadratic.
        var text = string.Concat(Enumerable.Repeat(piece, 200_000));
        Assert.Equal(-1, ControlCharacters.IndexIn(MessageText.Clean(text)));
    }
}
