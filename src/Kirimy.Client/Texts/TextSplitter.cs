using System.Globalization;

namespace Kirimy.Client.Texts;

/// <summary>
/// Cuts a text that is too long for one message: between two lines, else between two words, else between two characters as a person counts
/// them. A line or word counts only where the part gets at least a quarter full, unless there is no other.
/// </summary>
/// <remarks>
/// A block of <c>```</c> that is cut is closed in the one part and opened again in the next, so the marks of each part are pairs. The
/// other marks never go over the end of a line. A part that would be blank isn't a part: it belongs to the white space between the parts
/// around it. The time taken is linear.
/// </remarks>
internal sealed class TextSplitter
{
    /// <summary>What a number needs beside its digits: the brackets, the stroke and the line break.</summary>
    private const int NumberSigns = 4;

    /// <summary>A block has at most this share of the limit as white space next to its marks.</summary>
    private const int EdgeShare = 16;

    private const string Ellipsis = "…";
    private const string NoBreakSpaces = "\u00A0\u2007\u202F";

    private readonly string text;
    private readonly bool isCode;
    private readonly List<CodeBlock> blocks;

    private TextSplitter(string text, bool isCode)
    {
        this.text = text;
        this.isCode = isCode;
        blocks = isCode ? [] : CodeBlock.In(text);
    }

    private bool HasCode => isCode || blocks.Count > 0;

    /// <summary>Cuts a text into parts.</summary>
    /// <param name="text">The text, longer than the limit.</param>
    /// <param name="limit">The most units of a part with its number and marks.</param>
    /// <param name="isCode">Whether all of it is a block, without its marks.</param>
    /// <returns>The parts; null if a single character is longer than a part.</returns>
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

    /// <summary>Cuts a text off, with an ellipsis at its end.</summary>
    /// <param name="text">The text, longer than the limit.</param>
    /// <param name="limit">The most units with ellipsis and marks.</param>
    /// <param name="isCode">Whether all of it is a block, without its marks.</param>
    /// <returns>The text; null where its first character is longer than the limit.</returns>
    public static string? Truncate(string text, int limit, bool isCode)
    {
        var splitter = new TextSplitter(text, isCode);
        var capacity = limit - Ellipsis.Length - (splitter.HasCode ? CodeBlock.MostAdded : 0);
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
        return isCode ? CodeBlock.Around(shown) : CodeBlock.Around(shown, before: false, after: isInBlock);
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
            var capacity = limit - NumberSigns - number - digits - (HasCode ? CodeBlock.MostAdded : 0);
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

    /// <summary>Where a part ends, and where the next one begins; it ends where it begins if no cut is possible.</summary>
    /// <param name="start">Where the part begins.</param>
    /// <param name="capacity">How many units it may have.</param>
    /// <param name="block">The first block that does not end before the part; afterwards, the first that does not end before the cut.</param>
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

    /// <summary>The end of a run of white space, and where its last line begins (-1 when it has no line break): the next part keeps its indentation.</summary>
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

/// <summary>A part of a text that is too long for one message. Contents and separators one after the other are the text.</summary>
/// <param name="Content">What the part says.</param>
/// <param name="Separator">The white space that was between it and the next part, and is in neither.</param>
/// <param name="BeginsInCode">Whether it goes on with a block of the part before.</param>
/// <param name="EndsInCode">Whether its last block goes on in the next part.</param>
internal sealed record TextPart(string Content, string Separator, bool BeginsInCode, bool EndsInCode)
{
    /// <summary>The part with the marks of a block that continues from the part before or in the next one.</summary>
    public string Marked => CodeBlock.Around(Content, BeginsInCode, EndsInCode);

    /// <summary>The marked part below a line with its number: a list, a quote or a block keeps the start of its line.</summary>
    public string Numbered(int number, int count) => FormattableString.Invariant($"({number}/{count})\n") + Marked;
}
