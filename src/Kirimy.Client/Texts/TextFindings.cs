using System.Globalization;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>What is found in a text, in words for a person.</summary>
internal sealed class TextFindings(string text)
{
    /// <summary>How much of the text a finding shows.</summary>
    private const int Shown = 24;

    /// <summary>How many findings of one sort are named.</summary>
    private const int Most = 10;

    private readonly List<(int Index, TextFinding Finding)> found = [];
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    public string Text { get; } = text;

    /// <summary>Adds what is wrong with a mark.</summary>
    /// <param name="code">One of <see cref="TextFindingCode"/>.</param>
    /// <param name="index">Where it is.</param>
    /// <param name="sentence">{0} is the mark, {1} the text from there on.</param>
    /// <param name="mark">The mark.</param>
    public void Add(string code, int index, string sentence, string mark) => Add(code, index, sentence.With(mark, Excerpt(index)));

    /// <summary>Adds what is wrong with a piece of the text; {0} in the sentence is the piece.</summary>
    public void Add(string code, Match match, string sentence) =>
        Add(code, match.Index, sentence.With(VisibleText.Of(Text.Substring(match.Index, match.Length))));

    /// <summary>Adds the same unless the sentence was said before; {0} in it is the text around the piece, {1} the piece.</summary>
    public void AddOnce(string code, Match match, string sentence)
    {
        if (said.Add(sentence))
        {
            Add(code, match.Index, sentence.With(Around(match.Index), match.Value));
        }
    }

    /// <summary>Adds what is wrong at a place; {0} in the sentence is the text around it.</summary>
    public void AddAt(string code, int index, string sentence) => Add(code, index, sentence.With(Around(index)));

    /// <summary>Adds a finding whose message is written.</summary>
    public void Add(string code, int index, string message)
    {
        if (found.Count(entry => entry.Finding.Code == code) < Most)
        {
            var place = TextPlace.Of(Text, index);
            found.Add((index, new TextFinding(code, place.Line, place.Column, message)));
        }
    }

    public IReadOnlyList<TextFinding> InOrder() => [.. found.OrderBy(entry => entry.Index).Select(entry => entry.Finding)];

    /// <summary>The text around a position, within its line.</summary>
    private string Around(int index) => Excerpt(Math.Max(TextPlace.LineStart(Text, index), index - (Shown / 2)));

    /// <summary>The text from a position on, within its line.</summary>
    private string Excerpt(int index)
    {
        var from = index > 0 && char.IsLowSurrogate(Text[index]) ? index - 1 : index;
        var end = Text.IndexOf('\n', index);
        var most = Math.Min(end < 0 ? Text.Length : end, index + Shown);
        if (most < Text.Length && char.IsLowSurrogate(Text[most]))
        {
            most--;
        }

        var isCut = most < Text.Length && Text[most] != '\n';
        return VisibleText.Of(Text[from..most]) + (isCut ? "…" : string.Empty);
    }
}

/// <summary>A place in a text as a person finds it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
internal sealed record TextPlace(int Line, int Column)
{
    /// <summary>The place of a position in a text with LF line breaks.</summary>
    public static TextPlace Of(string text, int index)
    {
        var start = LineStart(text, index);
        var line = text.Take(start).Count(c => c == '\n') + 1;
        return new TextPlace(line, new StringInfo(text[start..index]).LengthInTextElements + 1);
    }

    public static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
}
