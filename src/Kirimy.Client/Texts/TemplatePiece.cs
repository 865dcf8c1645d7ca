namespace Kirimy.Client.Texts;

/// <summary>What a template is made of: a text, or a place for a value.</summary>
internal readonly struct TemplatePiece
{
    private TemplatePiece(int variable, string? text, string? format, int start, int end)
    {
        Variable = variable;
        Text = text;
        Format = format;
        Start = start;
        End = end;
    }

    /// <summary>The position of the variable among those of the template; -1 for a text.</summary>
    public int Variable { get; }

    /// <summary>The text, or the fallback of a variable, which is null when it has none.</summary>
    public string? Text { get; }

    /// <summary>The format that the value is written in; null for none.</summary>
    public string? Format { get; }

    /// <summary>Where it begins in the source.</summary>
    public int Start { get; }

    /// <summary>The position in the source behind it.</summary>
    public int End { get; }

    public bool IsVariable => Variable >= 0;

    public static TemplatePiece Literal(string text, int start, int end) => new(-1, text, format: null, start, end);

    public static TemplatePiece Place(int variable, string? format, string? fallback, int start, int end) =>
        new(variable, fallback, format, start, end);
}
