namespace Kirimy.Client.Texts;

/// <summary>Parser for templates. Ambiguous syntax is refused.</summary>
internal sealed class TemplateParser(string source, string name)
{
    private const string Open = "{{";
    private const string Close = "}}";

    private readonly List<TemplatePiece> pieces = [];
    private readonly List<string> variables = [];
    private readonly StringBuilder literal = new();
    private int literalStart;

    public string[] Variables() => [.. variables];

    public TemplatePiece[] ParsePieces()
    {
        var at = 0;
        for (var open = Find(Open, at); open >= 0; open = Find(Open, at))
        {
            // As in most languages, two backslashes are one as text. An odd backslash makes the braces text.
            var backslashes = Backslashes(at, open);
            literal.Append(source, at, open - backslashes - at).Append('\\', backslashes / 2);
            at = open + Open.Length;
            if (backslashes % 2 == 1)
            {
                literal.Append(Open);
            }
            else
            {
                EndLiteral(open);
                at = ReadVariable(open);
                literalStart = at;
            }
        }

        literal.Append(source, at, source.Length - at);
        EndLiteral(source.Length);
        return [.. pieces];
    }

    private int Find(string what, int from) => source.IndexOf(what, from, StringComparison.Ordinal);

    private int Backslashes(int from, int before)
    {
        var count = 0;
        while (before - count > from && source[before - count - 1] == '\\')
        {
            count++;
        }

        return count;
    }

    private void EndLiteral(int next)
    {
        if (literal.Length > 0)
        {
            pieces.Add(new TemplatePiece(Variable: -1, literal.ToString(), Format: null, literalStart, next));
            literal.Clear();
        }

        literalStart = next;
    }

    private int ReadVariable(int open)
    {
        var start = open + Open.Length;
        var close = Find(Close, start);
        var lineEnd = source.IndexOf('\n', start);
        if (close < 0 || (lineEnd >= 0 && lineEnd < close))
        {
            throw Invalid(open, Text.Template_Unclosed);
        }

        var inside = source[start..close];
        var brace = inside.IndexOfAny(['{', '}']);
        if (brace >= 0)
        {
            throw inside.IndexOf(Open, StringComparison.Ordinal) > 0
                ? Invalid(open, Text.Template_Unclosed)
                : Invalid(start + brace, Text.Template_BraceInside);
        }

        var bar = inside.IndexOf('|');
        var value = bar < 0 ? inside : inside[..bar];
        var colon = value.IndexOf(':');
        var variable = (colon < 0 ? value : value[..colon]).Trim();
        if (MessageText.IsBlank(variable))
        {
            throw Invalid(open, Text.Template_NoName);
        }

        var format = colon < 0 ? string.Empty : value[(colon + 1)..].Trim();
        var fallback = bar < 0 ? null : inside[(bar + 1)..].Trim();
        var end = close + Close.Length;
        pieces.Add(new TemplatePiece(IndexOf(variable), fallback, format.Length == 0 ? null : format, open, end));
        return end;
    }

    private int IndexOf(string variable)
    {
        var index = variables.FindIndex(known => string.Equals(known, variable, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            index = variables.Count;
            variables.Add(variable);
        }

        return index;
    }

    private KirimyException Invalid(int at, string what)
    {
        var position = TextPosition.Of(source, at);
        return new KirimyException(ErrorCode.TemplateInvalid, Text.Template_Invalid.With(name, position.Line, position.Column, what));
    }
}

/// <summary>A literal text (variable -1), or a variable with its fallback and format.</summary>
internal sealed record TemplatePiece(int Variable, string? Text, string? Format, int Start, int End)
{
    public bool IsVariable => Variable >= 0;
}
