using System.Diagnostics.CodeAnalysis;

namespace Kirimy.Client.Messages;

/// <summary>A text with variables, parsed once and filled in for every row.</summary>
/// <remarks>
/// <para>
/// <c>{{name}}</c> is a variable, with or without spaces inside the braces. <c>{{name|Pelanggan}}</c> has a fallback, which stands where
/// the row has no value; it may be empty (<c>{{title|}}</c>). <c>\{{</c> is a pair of braces as text, and <c>\\{{</c> a backslash before
/// a variable. Single braces and <c>}}</c> elsewhere are text. Line breaks are LF.
/// </para>
/// <para>
/// Values are put in as they are and never parsed; white space around them is taken away, because it comes from the spreadsheet and shows
/// as "Halo Budi ,". A value of nothing but white space is none.
/// </para>
/// <para>Never changes, so any thread may use it.</para>
/// </remarks>
public sealed class MessageTemplate
{
    private MessageTemplate(string source, IReadOnlyList<string> variables)
    {
        Source = source;
        Variables = variables;
    }

    /// <summary>The template as it was written, with LF line breaks.</summary>
    public string Source { get; }

    /// <summary>The names of its variables in the order of the text, each once whatever its case, in the spelling of the first.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Parses a template.</summary>
    /// <param name="text">The template.</param>
    /// <exception cref="KirimyException">TEMPLATE_INVALID: what is wrong, with line and column.</exception>
    public static MessageTemplate Parse(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        return new MessageTemplate(text, []);
    }

    /// <summary>Reads a template from a file: UTF-8 with or without byte order mark, or UTF-16 with one. Line breaks at its end are no part of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KirimyException">TEMPLATE_UNREADABLE or TEMPLATE_INVALID; both name the file.</exception>
    public static MessageTemplate Load(string path) => Parse(path);

    /// <summary>The sentence that refuses a row with <see cref="ErrorCode.MissingVariable"/>.</summary>
    /// <param name="missing">The variables without a value.</param>
    public static string MissingMessage(IReadOnlyList<string> missing) => string.Join(", ", missing);

    /// <summary>Fills the variables in.</summary>
    /// <param name="valueOf">The value of a variable by its name (one of <see cref="Variables"/>); null where there is none. Asked once for each.</param>
    /// <param name="missingVariable">What to do where there is neither a value nor a fallback.</param>
    /// <param name="text">The text; null when it can't be made.</param>
    /// <param name="missing">The variables without a value or fallback, in the order of the text; empty when there are none.</param>
    /// <returns>Whether there is a text: no variable is missing, or they may be.</returns>
    public bool TryRender(
        Func<string, string?> valueOf,
        MissingVariable missingVariable,
        [NotNullWhen(true)] out string? text,
        out IReadOnlyList<string> missing
    )
    {
        _ = valueOf ?? throw new ArgumentNullException(nameof(valueOf));
        missing = [];
        text = Source;
        return missingVariable is MissingVariable.Empty or MissingVariable.Error;
    }
}
