using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("satu\r\ndua\rtiga\nempat", "satu\ndua\ntiga\nempat")]
    [InlineData("\r\n\r\nx\r\r\n", "\n\nx\n\n")]
    [InlineData("  tetap  ", "  tetap  ")]
    [InlineData("👩‍👩‍👧 🇮🇩 ☕️", "👩‍👩‍👧 🇮🇩 ☕️")]
    public void Line_breaks_become_LF_and_nothing_else_changes(string text, string expected)
    {
        var message = MessageParts.Of(text);
        Assert.Equal((expected, null), (message.Texts[0], message.ErrorCode));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u00a0\u3000")]
    [InlineData("\u200b\ufeff\u200d\u2060")]
    public void A_text_without_visible_characters_is_refused(string? text) =>
        Assert.Equal(ErrorCode.MessageEmpty, MessageParts.Of(text).ErrorCode);

    [Fact]
    public void The_limit_is_4096_UTF16_units_after_line_breaks_are_normalized()
    {
        Assert.Null(MessageParts.Of(new string('a', 4096)).ErrorCode);
        Assert.Null(MessageParts.Of(string.Concat(Enumerable.Repeat("\r\n", 4095)) + "x").ErrorCode);
        Assert.Null(MessageParts.Of(string.Concat(Enumerable.Repeat("😀", 2048))).ErrorCode);
        var over = MessageParts.Of(string.Concat(Enumerable.Repeat("😀", 2048)) + "a");
        Assert.Equal(ErrorCode.MessageTooLong, over.ErrorCode);
        Assert.Contains("4097", over.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("2049", over.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused_with_its_position()
    {
        // Not in attributes, because their UTF-8 can't contain half a surrogate pair.
        foreach (var (text, position) in new[] { ("a\ud83d", 2), ("\ude00b", 1), ("😀\ud83d😀", 3) })
        {
            var message = MessageParts.Of(text);
            Assert.Equal(ErrorCode.MessageInvalid, message.ErrorCode);
            Assert.Contains($"position {position}", message.ErrorMessage, StringComparison.Ordinal);
        }
    }
}
