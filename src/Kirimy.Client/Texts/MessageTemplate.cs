using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security;
using System.Text;

namespace Kirimy.Client.Texts;

/// <summary>A text with variables, parsed once and filled in for every row.</summary>
/// <remarks>
/// <para>
/// <c>{{name}}</c> is a variable, with or without spaces inside the braces. <c>{{name|Pelanggan}}</c> has a fallback, which is used if
/// the row has no value; it may be empty (<c>{{title|}}</c>). <c>{{total:N0}}</c> and <c>{{total:N0|nihil}}</c> have a format, which begins
/// at the first colon: a name never needs one, because punctuation doesn't count in the names of columns. <c>\{{</c> is a pair of braces
/// as text, and <c>\\{{</c> a backslash before a variable. Single braces and <c>}}</c> elsewhere are text. Line breaks are LF.
/// </para>
/// <para>
/// Texts are put in as they are and never parsed; white space around them is removed, because it comes from the spreadsheet and shows
/// as "Halo Budi ,". A value that shows as nothing counts as missing. <see cref="TemplateValue"/> writes numbers and dates.
/// </para>
/// <para>Never changes, so any thread may use it.</para>
/// </remarks>
public sealed class MessageTemplate
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TemplatePiece[] pieces;
    private readonly string[] variables;

    private MessageTemplate(string source, TemplatePiece[] pieces, string[] variables)
    {
        Source = source;
        this.pieces = pieces;
        this.variables = variables;
    }

    /// <summary>The template as it was written, with LF line breaks.</summary>
    public string Source { get; }

    /// <summary>The names of its variables in the order of the text, each once whatever its case, in the spelling of the first.</summary>
    public IReadOnlyList<string> Variables => variables;

    /// <summary>What it is made of.</summary>
    internal IReadOnlyList<TemplatePiece> Pieces => pieces;

    /// <summary>Parses a template.</summary>
    /// <exception cref="KirimyException">TEMPLATE_INVALID: what is wrong, with line and column.</exception>
    public static MessageTemplate Parse(string text) => Parse(text, Text.Template_Name);

    /// <summary>
    /// Reads a template from a file: UTF-8 with or without byte order mark, or UTF-16 with one. Line breaks at its end, which editors put
    /// there, are no part of it.
    /// </summary>
    /// <exception cref="KirimyException">TEMPLATE_UNREADABLE or TEMPLATE_INVALID; both name the file.</exception>
    public static MessageTemplate Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path, StrictUtf8, detectEncodingFromByteOrderMarks: true);
            return Parse(reader.ReadToEnd().TrimEnd('\r', '\n'), path);
        }
        catch (DecoderFallbackException exception)
        {
            throw new KirimyException(ErrorCode.TemplateUnreadable, Text.Template_NoUtf8.With(path), exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException
            )
        {
            throw new KirimyException(ErrorCode.TemplateUnreadable, Text.Template_Unreadable.With(path, exception.Message), exception);
        }
    }

    /// <summary>The sentence that refuses a row with <see cref="ErrorCode.MissingVariable"/>.</summary>
    public static string MissingMessage(IReadOnlyList<string> missing) =>
        Text.Template_Missing.With(string.Join(", ", missing.Select(name => "{{" + name + "}}")));

    /// <summary>Fills the variables in.</summary>
    /// <param name="valueOf">The value of a variable by its name (one of <see cref="Variables"/>); null if there is none. Called once for each.</param>
    /// <param name="culture">The culture that numbers and dates are written for.</param>
    /// <param name="missingVariable">What to do where there is neither a value nor a fallback.</param>
    /// <param name="text">The text; null when it can't be made.</param>
    /// <param name="missing">The variables without a value or fallback, in the order of the text; empty when there are none.</param>
    /// <returns>Whether there is a text: no variable is missing, or they may be.</returns>
    /// <exception cref="KirimyException">FORMAT_MISMATCH: a value can't be written in its format.</exception>
    public bool TryRender(
        Func<string, object?> valueOf,
        CultureInfo culture,
        MissingVariable missingVariable,
        [NotNullWhen(true)] out string? text,
        out IReadOnlyList<string> missing
    )
    {
        var values = Array.ConvertAll(variables, name => valueOf(name));
        var filled = Array.ConvertAll(
            pieces,
            piece => piece.IsVariable ? Shown(values[piece.Variable], piece, culture) ?? piece.Text : piece.Text
        );
        missing = [.. pieces.Where((_, i) => filled[i] is null).Select(piece => variables[piece.Variable]).Distinct()];
        text = missing.Count == 0 || missingVariable == MissingVariable.Empty ? string.Concat(filled) : null;
        return text is not null;
    }

    private static MessageTemplate Parse(string text, string name)
    {
        var source = MessageText.WithLineFeeds(text);
        var parser = new TemplateParser(source, name);
        return new MessageTemplate(source, parser.Pieces(), parser.Variables());
    }

    /// <summary>A value as it is put in; null for none.</summary>
    private string? Shown(object? value, TemplatePiece piece, CultureInfo culture)
    {
        var text = TemplateValue.Write(value, culture);
        if (text is null || MessageText.IsBlank(ControlCharacters.RemoveFrom(text)))
        {
            return null;
        }

        if (piece.Format is { } format)
        {
            text =
                TemplateValue.Write(value!, format, culture)
                ?? throw new KirimyException(
                    ErrorCode.FormatMismatch,
                    Text.Template_FormatMismatch.With(VisibleText.Of(text), "{{" + variables[piece.Variable] + ":" + format + "}}")
                );
        }

        return MessageText.WithLineFeeds(text.Trim());
    }
}
