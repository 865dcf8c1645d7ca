using System.Runtime.InteropServices;

namespace Kirimy.Client.Texts;

/// <summary>Text between two <c>```</c>, which WhatsApp shows in letters of one width. Unlike the other marks it may go over several lines.</summary>
/// <param name="Open">Where the mark before it begins.</param>
/// <param name="Close">Where the mark behind it ends.</param>
/// <param name="First">Where what is to be seen of it begins.</param>
/// <param name="Last">Where what is to be seen of it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CodeBlock(int Open, int Close, int First, int Last)
{
    public const string Mark = "```";

    /// <summary>Keeps backticks apart, and shows as nothing.</summary>
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>The most units that <see cref="Around"/> adds.</summary>
    public const int MostAdded = 2 * 4;

    /// <summary>The blocks of a text.</summary>
    public static List<CodeBlock> In(string text)
    {
        var blocks = new List<CodeBlock>();
        var at = 0;
        while (true)
        {
            var open = text.IndexOf(Mark, at, StringComparison.Ordinal);
            var start = open + Mark.Length;
            var end = open < 0 || start >= text.Length ? -1 : text.IndexOf(Mark, start + 1, StringComparison.Ordinal);
            if (end < 0)
            {
                return blocks;
            }

            var (first, last) = (start, end);
            while (first < last && char.IsWhiteSpace(text[first]))
            {
                first++;
            }

            while (last > first && char.IsWhiteSpace(text[last - 1]))
            {
                last--;
            }

            at = end + Mark.Length;
            if (first < last)
            {
                blocks.Add(new CodeBlock(open, at, first, last));
            }
        }
    }

    /// <summary>A text with the mark on its sides that are asked for.</summary>
    public static string Around(string text, bool before = true, bool after = true)
    {
        var opening =
            !before ? string.Empty
            : text[0] == '`' ? Mark + ZeroWidthSpace
            : Mark;
        var closing =
            !after ? string.Empty
            : text[text.Length - 1] == '`' ? ZeroWidthSpace + Mark
            : Mark;
        return opening + text + closing;
    }

    /// <summary>A text without three backticks in a row, which would end the block that it is put into.</summary>
    public static string Apart(string text)
    {
        if (text.IndexOf(Mark, StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var apart = new System.Text.StringBuilder(text.Length + 16);
        var row = 0;
        foreach (var c in text)
        {
            row = c == '`' ? row + 1 : 0;
            if (row == Mark.Length)
            {
                apart.Append(ZeroWidthSpace);
                row = 1;
            }

            apart.Append(c);
        }

        return apart.ToString();
    }

    /// <summary>Whether a cut that leaves out what lies from one position to another goes through the block.</summary>
    public bool IsCutBy(int end, int next) => end > First && next < Last;

    /// <summary>Whether such a cut leaves the block alone, or something to be seen on both sides of it.</summary>
    public bool Allows(int end, int next) => next <= Open || end >= Close || IsCutBy(end, next);
}
