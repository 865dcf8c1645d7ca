using System.Globalization;
using System.Text;

namespace Kirimy.Client.Texts;

/// <summary>Text of unknown origin in a form that can be shown in a message: short, on one line, with nothing hidden in it.</summary>
public static class VisibleText
{
    private const int Longest = 40;

    /// <summary>The text with invisible characters as <c>\u200B</c> and its end, from 40 characters on, as an ellipsis.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var visible = new StringBuilder(Longest);
        for (var i = 0; i < text!.Length; i++)
        {
            if (i >= Longest)
            {
                return visible.Append('…').ToString();
            }

            if (char.IsSurrogatePair(text, i))
            {
                AppendPair(visible, text, i);
                i++;
            }
            else
            {
                Append(visible, text[i]);
            }
        }

        return visible.ToString();
    }

    private static void AppendPair(StringBuilder visible, string text, int index)
    {
        if (IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, index)))
        {
            visible.Append("\\U").Append(char.ConvertToUtf32(text, index).ToString("X8", CultureInfo.InvariantCulture));
        }
        else
        {
            visible.Append(text, index, 2);
        }
    }

    private static void Append(StringBuilder visible, char c) =>
        _ = c switch
        {
            '\n' => visible.Append("\\n"),
            '\r' => visible.Append("\\r"),
            '\t' => visible.Append("\\t"),
            not ' ' when IsInvisible(char.GetUnicodeCategory(c)) => visible
                .Append("\\u")
                .Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
            _ => visible.Append(c),
        };

    private static bool IsInvisible(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark;
}
