using static System.Globalization.UnicodeCategory;

namespace Kirimy.Client.Texts;

/// <summary>Sanitizes text of unknown origin for a message: short, on one line, without invisible characters.</summary>
internal static class VisibleText
{
    private const int MaxLength = 40;

    /// <summary>Writes invisible characters as <c>\u200B</c>, and truncates the text to 40 characters.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var visible = new StringBuilder(MaxLength);
        for (var i = 0; i < text!.Length; i++)
        {
            if (i >= MaxLength)
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
        category is Control or Format or Surrogate or PrivateUse or OtherNotAssigned or NonSpacingMark or EnclosingMark
        || category is LineSeparator or ParagraphSeparator or SpaceSeparator;
}
