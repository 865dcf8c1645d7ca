using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Text between two <c>```</c>, which WhatsApp shows in a monospace font. Unlike other marks, it may span lines.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CodeBlock(int Open, int Close, int First, int Last)
{
    public const string Mark = "```";

    private static readonly Regex Pattern = new(@"```(?<inside>[\s\S]+?)```", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex TwoOfThree = new("``(?=`)", RegexOptions.CultureInvariant);

    private const char ZeroWidthSpace = '\u200B';
    public const int MaxAdded = 2 * 4;

    /// <summary>WhatsApp doesn't show such a block as code, but its marks are still a pair.</summary>
    public bool IsBlank => First == Last;

    public static List<CodeBlock> In(string text)
    {
        var blocks = new List<CodeBlock>();
        foreach (Match block in Pattern.Matches(text))
        {
            var inside = block.Groups["inside"];
            var first = inside.Index + inside.Length - inside.Value.TrimStart().Length;
            var last = inside.Index + inside.Value.TrimEnd().Length;
            blocks.Add(new CodeBlock(block.Index, block.Index + block.Length, first, Math.Max(first, last)));
        }

        return blocks;
    }

    /// <summary>
    /// Limits the white space after the opening mark and before the closing one. No part of a text may end there, so the white space must
    /// fit into a part together with the marks. One character of longer white space is kept, so that no backtick is next to a mark.
    /// </summary>
    public static string TrimEdges(string text, int max)
    {
        var trimmed = new StringBuilder();
        var at = 0;
        foreach (var block in In(text))
        {
            var (start, end) = (block.Open + Mark.Length, block.Close - Mark.Length);
            if (block.First - start > max)
            {
                trimmed.Append(text, at, start - at);
                at = block.First - 1;
            }

            if (end - block.Last > max)
            {
                trimmed.Append(text, at, block.Last - at);
                at = end - 1;
            }
        }

        return at == 0 ? text : trimmed.Append(text, at, text.Length - at).ToString();
    }

    public static string AddMarks(string text, bool before = true, bool after = true)
    {
        var opening =
            !before ? string.Empty
            : text[0] == '`' ? Mark + ZeroWidthSpace
            : Mark;
        var closing =
            !after ? string.Empty
            : text[^1] == '`' ? ZeroWidthSpace + Mark
            : Mark;
        return opening + text + closing;
    }

    /// <summary>Separates three backticks in a row, which would end the block around the text.</summary>
    public static string SeparateBackticks(string text) => TwoOfThree.Replace(text, "$0" + ZeroWidthSpace);

    /// <summary>Whether a cut that removes the text between two positions is inside the block.</summary>
    public bool IsCutBy(int end, int next) => end > First && next < Last;

    /// <summary>Whether such a cut avoids the block or leaves visible text on both sides.</summary>
    public bool Allows(int end, int next) => next <= Open || end >= Close || IsCutBy(end, next);
}
