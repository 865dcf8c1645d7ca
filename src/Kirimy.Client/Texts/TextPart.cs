namespace Kirimy.Client.Texts;

/// <summary>A part of a text that is too long for one message. Contents and separators one after the other are the text.</summary>
/// <param name="Content">What the part says.</param>
/// <param name="Separator">The white space that was between it and the next part, and is in neither.</param>
/// <param name="BeginsInCode">Whether it goes on with a block of the part before.</param>
/// <param name="EndsInCode">Whether its last block goes on in the next part.</param>
internal sealed record TextPart(string Content, string Separator, bool BeginsInCode, bool EndsInCode)
{
    /// <summary>The part with the marks of a block that continues from the part before or in the next one.</summary>
    public string Marked => CodeBlock.Around(Content, BeginsInCode, EndsInCode);

    /// <summary>The marked part below a line with its number: a list, a quote or a block keeps the start of its line.</summary>
    public string Numbered(int number, int count) => $"{Number(number, count)}\n{Marked}";

    private static string Number(int number, int count) => FormattableString.Invariant($"({number}/{count})");
}
