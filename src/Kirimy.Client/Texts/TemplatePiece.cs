namespace Kirimy.Client.Texts;

/// <summary>What a template is made of: a text, or a place for a value.</summary>
internal readonly struct TemplatePiece
{
    private TemplatePiece(int variable, string? text, int start)
    {
        Variable = variable;
        Text = text;
        Start = start;
    }

    /// <summary>The position of the variable among those of the template; -1 for a text.</summary>
    public int Variable { get; }

    /// <summary>The text, or the fallback of a variable, which is null when it has none.</summary>
    public string? Text { get; }

    /// <summary>Where it begins in the source.</summary>
    public int Start { get; }

    public bool IsVariable => Variable >= 0;

    public static TemplatePiece Literal(string text, int start) => new(-1, text, start);

    public static TemplatePiece Place(int variable, string? fallback, int start) => new(variable, fallback, start);
}
