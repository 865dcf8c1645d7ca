namespace Kirimy;

/// <summary>The codes in <see cref="TextFinding.Code"/>. None keeps a text from being sent.</summary>
public static class TextFindingCode
{
    /// <summary>A <c>*</c>, <c>_</c> or <c>~</c> opens and nothing closes it in its line.</summary>
    public const string UnclosedMark = "UNCLOSED_MARK";

    /// <summary>A space stands inside the marks, at their edge: WhatsApp then shows the marks.</summary>
    public const string SpaceInsideMarks = "SPACE_INSIDE_MARKS";

    /// <summary>A <c>```</c> or <c>`</c> that is not closed.</summary>
    public const string UnclosedCode = "UNCLOSED_CODE";

    /// <summary><c>**bold**</c>, <c>__bold__</c> or <c>~~strike~~</c> as in Markdown.</summary>
    public const string MarkdownMarks = "MARKDOWN_MARKS";

    /// <summary><c># heading</c> as in Markdown.</summary>
    public const string MarkdownHeading = "MARKDOWN_HEADING";

    /// <summary><c>[text](address)</c> as in Markdown.</summary>
    public const string MarkdownLink = "MARKDOWN_LINK";

    /// <summary>A backslash and an n where a line break was meant.</summary>
    public const string LiteralEscape = "LITERAL_ESCAPE";

    /// <summary><c>{{name}}</c> in a text that is sent as it stands.</summary>
    public const string UnfilledVariable = "UNFILLED_VARIABLE";
}
