using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Collects findings about a text.</summary>
internal sealed class TextFindings(string text)
{
    /// <summary>The length of the excerpt in a finding, in UTF-16 code units.</summary>
    private const int ExcerptLength = 24;

    /// <summary>The maximum number of findings per code.</summary>
    private const int MaxPerCode = 10;

    private readonly List<(int Index, TextFinding Finding)> found = [];
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    public string Text { get; } = text;

    /// <summary>Adds a finding about a mark. In the sentence, {0} is the mark and {1} the text from there on.</summary>
    public void Add(string code, int index, string sentence, string mark) => Add(code, index, sentence.With(mark, Excerpt(index)));

    /// <summary>Adds a finding about a match. In the sentence, {0} is the match.</summary>
    public void Add(string code, Match match, string sentence) =>
        Add(code, match.Index, sentence.With(VisibleText.Of(Text.Substring(match.Index, match.Length))));

    /// <summary>
    /// Adds a finding unless there is one with this sentence. In the sentence, {0} is the text around the match and {1} the match.
    /// </summary>
    public void AddOnce(string code, Match match, string sentence)
    {
        if (said.Add(sentence))
        {
            Add(code, match.Index, sentence.With(Around(match.Index), match.Value));
        }
    }

    /// <summary>Adds a finding about a position. In the sentence, {0} is the text around it.</summary>
    public void AddAt(string code, int index, string sentence) => Add(code, index, sentence.With(Around(index)));

    /// <summary>Adds a finding with a complete message.</summary>
    public void Add(string code, int index, string message)
    {
        if (found.Count(entry => entry.Finding.Code == code) < MaxPerCode)
        {
            var position = TextPosition.Of(Text, index);
            found.Add((index, new TextFinding(code, position.Line, position.Column, message)));
        }
    }

    public IReadOnlyList<TextFinding> InOrder() => [.. found.OrderBy(entry => entry.Index).Select(entry => entry.Finding)];

    /// <summary>The text around a position, within its line.</summary>
    private string Around(int index) => Excerpt(Math.Max(TextPosition.LineStart(Text, index), index - (ExcerptLength / 2)));

    /// <summary>The text from a position on, within its line.</summary>
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

/// <summary>A line and column in a text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The grapheme in the line, from 1.</param>
internal sealed record TextPosition(int Line, int Column)
{
    /// <summary>The line and column of a position in a text with LF line breaks.</summary>
    public static TextPosition Of(string text, int index)
    {
        var start = LineStart(text, index);
        var line = text.Take(start).Count(c => c == '\n') + 1;
        return new TextPosition(line, new StringInfo(text[start..index]).LengthInTextElements + 1);
    }

    public static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
}
