namespace Kirimy;

/// <summary>A linter finding: a place in a text that WhatsApp most likely won't show as intended.</summary>
public sealed class TextFinding
{
    internal TextFinding(string code, int line, int column, string message)
    {
        Code = code;
        Line = line;
        Column = column;
        Message = message;
    }

    /// <summary>One of <see cref="TextFindingCode"/>.</summary>
    public string Code { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The character (grapheme) in its line, from 1.</summary>
    public int Column { get; }

    /// <summary>The problem, how the text will look, and what to do.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}

/// <summary>The codes in <see cref="TextFinding.Code"/>. Findings don't prevent a text from being sent.</summary>
public static class TextFindingCode
{
    /// <summary>A <c>*</c>, <c>_</c> or <c>~</c> that isn't closed in its line.</summary>
    public const string UnclosedMark = "UNCLOSED_MARK";

    /// <summary>A space next to a mark, on its inner side, because of which WhatsApp shows the marks.</summary>
    public const string SpaceInsideMarks = "SPACE_INSIDE_MARKS";

    /// <summary>A <c>```</c> or <c>`</c> that isn't closed.</summary>
    public const string UnclosedCode = "UNCLOSED_CODE";

    /// <summary><c>**bold**</c>, <c>__bold__</c> or <c>~~strike~~</c> as in Markdown.</summary>
    public const string MarkdownMarks = "MARKDOWN_MARKS";

    /// <summary><c># heading</c> as in Markdown.</summary>
    public const string MarkdownHeading = "MARKDOWN_HEADING";

    /// <summary><c>[text](address)</c> as in Markdown.</summary>
    public const string MarkdownLink = "MARKDOWN_LINK";

    /// <summary>A backslash and an n instead of a line break.</summary>
    public const string LiteralEscape = "LITERAL_ESCAPE";

    /// <summary><c>{{name}}</c> in a text that isn't a template.</summary>
    public const string UnfilledVariable = "UNFILLED_VARIABLE";

    /// <summary>Control characters or terminal escape sequences, such as colors. They are removed before the text is sent.</summary>
    public const string ControlCharacters = "CONTROL_CHARACTERS";

    /// <summary>U+FFFD, which replaces a character that was lost because the text was read with a wrong encoding.</summary>
    public const string ReplacementCharacter = "REPLACEMENT_CHARACTER";

    /// <summary>UTF-8 that was read with another encoding, such as <c>JosÃ©</c>.</summary>
    public const string Mojibake = "MOJIBAKE";

    /// <summary>A placeholder in the syntax of another system, such as <c>{name}</c>, with the name of a column.</summary>
    public const string ForeignPlaceholder = "FOREIGN_PLACEHOLDER";
}
