using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

internal sealed class TextFindings(string text)
{
    /// <summary>In UTF-16 code units.</summary>
    private const int ExcerptLength = 24;

    private const int MaxPerCode = 10;

    private readonly List<(int Index, TextFinding Finding)> found = [];
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    public string Text { get; } = text;

    /// <summary>Adds a finding about a mark. In the sentence, {0} is the mark and {1} the text from there on.</summary>
    public void Add(string code, int index, string sentence, string mark) => Add(code, index, sentence.With(mark, Excerpt(index)));

    /// <summary>Adds a finding about a match. In the sentence, {0} is the match.</summary>
    public void Add(string code, Match match, string sentence) =>
        Add(code, match.Index, sentence.With(VisibleText.Of(Text.Substring(match.Index, match.Length))));

    /// <summary>Unless there is a finding with this sentence, in which {0} is the text around the match and {1} the match.</summary>
    public void AddOnce(string code, Match match, string sentence)
    {
        if (said.Add(sentence))
        {
            Add(code, match.Index, sentence.With(Around(match.Index), match.Value));
        }
    }

    /// <summary>Adds a finding about a position. In the sentence, {0} is the text around it.</summary>
    public void AddAt(string code, int index, string sentence) => Add(code, index, sentence.With(Around(index)));

    public void Add(string code, int index, string message)
    {
        if (found.Count(entry => entry.Finding.Code == code) < MaxPerCode)
        {
            var position = TextPosition.Of(Text, index);
            found.Add((index, new TextFinding(code, position.Line, position.Column, message)));
        }
    }

    public IReadOnlyList<TextFinding> InOrder() => [.. found.OrderBy(entry => entry.Index).Select(entry => entry.Finding)];

    private string Around(int index) => Excerpt(Math.Max(TextPosition.LineStart(Text, index), index - (ExcerptLength / 2)));

    private string Excerpt(int index)
    {
        var from = index > 0 && char.IsLowSurrogate(Text[index]) ? index - 1 : index;
        var end = Text.IndexOf('\n', index);
        var most = Math.Min(end < 0 ? Text.Length : end, index + ExcerptLength);
        if (most < Text.Length && char.IsLowSurrogate(Text[most]))
        {
            most--;
        }

        var isCut = most < Text.Length && Text[most] != '\n';
        return VisibleText.Of(Text[from..most]) + (isCut ? "…" : string.Empty);
    }
}

/// <summary>The line and the grapheme in it, both from 1.</summary>
internal sealed record TextPosition(int Line, int Column)
{
    /// <summary>In a text with LF line breaks.</summary>
    public static TextPosition Of(string text, int index)
    {
        var start = LineStart(text, index);
        var line = text.Take(start).Count(c => c == '\n') + 1;
        return new TextPosition(line, new StringInfo(text[start..index]).LengthInTextElements + 1);
    }

    public static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
}
