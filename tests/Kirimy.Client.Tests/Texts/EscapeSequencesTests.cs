using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class EscapeSequencesTests
{
    [Theory]
    [InlineData(@"a\nb\tc\\d", "a\nb\tc\\d")]
    [InlineData(@"a\r\nb\r", "a\nb\\r")]
    [InlineData(@"\\n \\\n", "\\n \\\n")]
    [InlineData(@"\{{name}} \x \", @"\{{name}} \x \")]
    [InlineData("tetap", "tetap")]
    [InlineData("", "")]
    public void Escape_sequences_are_expanded(string text, string expected) => Assert.Equal(expected, EscapeSequences.Expand(text));
}
