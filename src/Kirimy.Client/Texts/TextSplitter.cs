namespace Kirimy.Client.Texts;

/// <summary>
/// Splits a text that is too long for one message: between lines, otherwise between words, otherwise between graphemes. A cut between
/// lines or words must fill at least a quarter of the part, unless there is no other.
/// </summary>
/// <remarks>
/// If a code block is cut, it is closed in one part and opened again in the next, so each part has pairs of <c>```</c>. Other marks
/// never span lines. A blank part is added to the white space between the parts around it. The time is linear.
/// </remarks>
internal sealed class TextSplitter(string text, bool isCode)
{
    /// <summary>Besides its digits: brackets, slash and line break.</summary>
    private const int NumberSigns = 4;

    /// <summary>White space next to the marks of a block may have at most one part in 16 of the limit.</summary>
    private const int EdgeShare = 16;

    private const string Ellipsis = "…";
    private const string NoBreakSpaces = "\u00A0\u2007\u202F";

    private readonly List<CodeBlock> blocks = isCode ? [] : CodeBlock.In(text);

    private bool HasCode => isCode || blocks.Count > 0;

    /// <summary>The limit includes numbers and marks. Null if a single character is longer than a part.</summary>
    public static IReadOnlyList<TextPart>? Split(string text, int limit, bool isCode)
    {
        var splitter = new TextSplitter(isCode ? text : CodeBlock.TrimEdges(text, limit / EdgeShare), isCode);
        for (var digits = 1; ; digits++)
        {
            var parts = splitter.Parts(limit, digits);
            if (parts is null || DigitsOf(parts.Count) <= digits)
            {
                return parts;
            }
        }
    }

    /// <summary>Truncates and adds an ellipsis. Null if the first character is longer than the limit.</summary>
    public static string? Truncate(string text, int limit, bool isCode)
    {
        var splitter = new TextSplitter(text, isCode);
        var capacity = limit - Ellipsis.Length - (splitter.HasCode ? CodeBlock.MaxAdded : 0);
        var end = 0;
        for (var next = 0; next < text.Length; end = next)
        {
            next = GraphemeRules.NextIndex(text, next);
            if (next > capacity)
            {
                break;
            }
        }

        if (end == 0)
        {
            return null;
        }

        var cut = splitter.blocks.Find(block => block.Open < end && end < block.Close);
        var isInBlock = cut != default && !cut.IsBlank && end > cut.First;
        end =
            cut == default ? end
            : isInBlock ? Math.Min(end, cut.Last)
            : cut.Open;
        var shown = text[..end].TrimEnd() + Ellipsis;
        return isCode ? CodeBlock.AddMarks(shown) : CodeBlock.AddMarks(shown, before: false, after: isInBlock);
    }

    private List<TextPart>? Parts(int limit, int digits)
    {
        var parts = new List<TextPart>();
        var block = 0;
        var beginsInCode = isCode;
        var start = 0;
        while (start < text.Length)
        {
            var number = DigitsOf(parts.Count + 1);
            var capacity = limit - NumberSigns - number - digits - (HasCode ? CodeBlock.MaxAdded : 0);
            var (end, next) = text.Length - start <= capacity ? (text.Length, text.Length) : Cut(start, capacity, ref block);
            if (end <= start)
            {
                return null;
            }

            var endsInCode = isCode || (block < blocks.Count && blocks[block].IsCutBy(end, next));
            Add(parts, new TextPart(text[start..end], text[end..next], beginsInCode, endsInCode));
            beginsInCode = endsInCode;
            start = next;
        }

        return parts;
    }

    private static int DigitsOf(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private static void Add(List<TextPart> parts, TextPart part)
    {
        if (!MessageText.IsBlank(part.Content))
        {
            parts.Add(part);
        }
        else if (parts.Count > 0)
        {
            var last = parts[^1];
            parts[^1] = last with { Separator = last.Separator + part.Content + part.Separator };
        }
    }

    /// <summary>An empty part means that no cut is possible. The block is the first that doesn't end before the part or the cut.</summary>
    private (int End, int Next) Cut(int start, int capacity, ref int block)
    {
        var (line, word, grapheme) = ((0, 0), (0, 0), start);
        var at = start;
        var seen = block;
        while (at < text.Length && at - start <= capacity)
        {
            while (seen < blocks.Count && blocks[seen].Close <= at)
            {
                seen++;
            }

            var next = GraphemeRules.NextIndex(text, at);
            if (at > start && Allows(seen, at, at))
            {
                grapheme = at;
            }

            if (at > start && IsSpace(at, next) && !IsSpace(text[at - 1]))
            {
                var (runEnd, lineStart) = Run(at);
                if (lineStart > 0 && Allows(seen, at, lineStart))
                {
                    line = (at, lineStart);
                }
                else if (lineStart < 0 && Allows(seen, at, runEnd))
                {
                    word = (at, runEnd);
                }
            }

            at = next;
        }

        var cut = Best(start, capacity, line, word, grapheme);
        while (block < blocks.Count && blocks[block].Close <= cut.End)
        {
            block++;
        }

        return cut;
    }

    private static (int End, int Next) Best(int start, int capacity, (int End, int Next) line, (int End, int Next) word, int grapheme)
    {
        var least = start + (capacity / 4);
        return line.End > 0 && line.End >= least ? line
            : word.End > 0 && word.End >= least ? word
            : line.End > 0 ? line
            : word.End > 0 ? word
            : (grapheme, grapheme);
    }

    private bool Allows(int block, int end, int next) => block >= blocks.Count || blocks[block].Allows(end, next);

    /// <summary>The end of a run of white space and the start of its last line, or -1; the next part keeps its indentation.</summary>
    private (int End, int LineStart) Run(int start)
    {
        var lineStart = -1;
        var at = start;
        while (at < text.Length)
        {
            var next = GraphemeRules.NextIndex(text, at);
            if (!IsSpace(at, next))
            {
                break;
            }

            lineStart = text[at] == '\n' ? next : lineStart;
            at = next;
        }

        return (at, lineStart);
    }

    private bool IsSpace(int at, int next) => next - at == 1 && IsSpace(text[at]);

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) && NoBreakSpaces.IndexOf(c) < 0;
}

/// <summary>All contents and separators together are the text. The first or last block of a part may continue in the next one.</summary>
internal sealed record TextPart(string Content, string Separator, bool BeginsInCode, bool EndsInCode)
{
    public string Marked => CodeBlock.AddMarks(Content, BeginsInCode, EndsInCode);

    /// <summary>The marked part below a line with its number, so a list, quote or block still begins its line.</summary>
    public string Numbered(int number, int count) => FormattableString.Invariant($"({number}/{count})\n") + Marked;
}
