using System.Diagnostics.CodeAnalysis;
using System.Security;

namespace Kirimy.Client.Texts;

/// <summary>Template: a text with variables, parsed once and rendered for each row. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>
/// <c>{{name}}</c> is a variable, with or without spaces inside the braces. <c>{{name|Pelanggan}}</c> has a fallback for rows without
/// a value; it may be empty (<c>{{title|}}</c>). <c>{{total:N0}}</c> and <c>{{total:N0|nihil}}</c> have a format, which begins
/// at the first colon. A name doesn't need a colon, because punctuation in column names is ignored. <c>\{{</c> is a pair of braces
/// as text, and <c>\\{{</c> is a backslash before a variable. Single braces and <c>}}</c> elsewhere are text. Line breaks are LF.
/// </para>
/// <para>
/// Values are inserted without parsing. White space around them is removed, because it comes from the spreadsheet and would show as
/// "Halo Budi ,". An invisible value counts as missing. <see cref="TemplateValue"/> formats numbers and dates.
/// </para>
/// </remarks>
internal sealed class MessageTemplate
{
    private readonly TemplatePiece[] pieces;
    private readonly string[] variables;

    private MessageTemplate(string source, TemplatePiece[] pieces, string[] variables)
    {
        Source = source;
        this.pieces = pieces;
        this.variables = variables;
    }

    public string Source { get; }

    /// <summary>Distinct, ignoring case, in the order and spelling of their first appearance.</summary>
    public IReadOnlyList<string> Variables => variables;

    internal IReadOnlyList<TemplatePiece> Pieces => pieces;

    public static MessageTemplate Parse(string text, string? name = null)
    {
        var source = MessageText.WithLineFeeds(text);
        var parser = new TemplateParser(source, name ?? Text.Template_Name);
        return new MessageTemplate(source, parser.ParsePieces(), parser.Variables());
    }

    /// <summary>
    /// UTF-8 with or without a byte order mark, or UTF-16 with one. Trailing line breaks, which editors add, are removed.
    /// </summary>
    public static MessageTemplate Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path, MessageText.StrictUtf8, detectEncodingFromByteOrderMarks: true);
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

    public static string MissingMessage(IReadOnlyList<string> missing) =>
        Text.Template_Missing.With(string.Join(", ", missing.Select(name => "{{" + name + "}}")));

    /// <summary>Calls <paramref name="valueOf"/> once for each variable. False if missing variables aren't allowed.</summary>
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
