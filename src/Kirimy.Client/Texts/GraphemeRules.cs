using static System.Globalization.UnicodeCategory;

namespace Kirimy.Client.Texts;

/// <summary>
/// Grapheme segmentation by Unicode's UAX #29, for .NET Framework, which supports only combining marks. If a rule needs more than two
/// characters or data that isn't here, the characters aren't separated.
/// </summary>
internal static class GraphemeRules
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Marks of Indian scripts that join the consonants on both sides (Indic_Conjunct_Break=Linker).</summary>
    private const string Linkers = "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0C4D\u0D4D\u1039\u17D2\u1A60\uAAF6";

    /// <summary>Letters that are written as the end of the previous one: Thai and Lao sara am, half-width voicing marks.</summary>
    private const string JoiningLetters = "\u0E33\u0EB3\uFF9E\uFF9F";

    /// <summary>The end of the grapheme that begins at an index, by .NET if it supports all graphemes, otherwise by these rules.</summary>
    public static int NextIndex(string text, int index) =>
        Platform.NextGrapheme(text, index) is > 0 and var next ? next : Next(text, index);

    /// <summary>The end of the grapheme that begins at an index, by these rules.</summary>
    public static int Next(string text, int index)
    {
        var before = CodePoint(text, index, out var at);
        var flags = IsRegionalIndicator(before) ? 1 : 0;
        while (at < text.Length)
        {
            var after = CodePoint(text, at, out var next);
            if (!AreJoined(before, after, flags % 2 == 1))
            {
                break;
            }

            flags = IsRegionalIndicator(after) ? flags + 1 : 0;
            before = after;
            at = next;
        }

        return at;
    }

    private static bool AreJoined(int before, int after, bool isHalfFlag)
    {
        if (before == '\r')
        {
            return after == '\n';
        }

        if (IsControl(before) || IsControl(after))
        {
            return false;
        }

        return Extends(after)
            || before == ZeroWidthJoiner
            || IsPrepended(before)
            || (isHalfFlag && IsRegionalIndicator(after))
            || (IsLinker(before) && Category(after) == OtherLetter)
            || AreOneSyllable(before, after);
    }

    private static bool Extends(int c) =>
        c is ZeroWidthJoiner or ZeroWidthNonJoiner
        || c is (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F)
        || (c <= char.MaxValue && JoiningLetters.Contains((char)c))
        || Category(c) is NonSpacingMark or EnclosingMark or SpacingCombiningMark;

    private static bool IsLinker(int c) => c <= char.MaxValue && Linkers.Contains((char)c);

    /// <summary>Signs that precede the number or letter that they belong to.</summary>
    private static bool IsPrepended(int c) =>
        c is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x0D4E or 0x110BD or 0x110CD
        || c is 0x111C2 or 0x111C3 or 0x113D1 or 0x1193F or 0x11941 or (>= 0x11A84 and <= 0x11A89) or 0x11A3A or 0x11D46 or 0x11F02;

    private static bool IsRegionalIndicator(int c) => c is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool AreOneSyllable(int before, int after) =>
        IsLeadingJamo(before) ? IsLeadingJamo(after) || IsLaterJamo(after) || IsSyllable(after)
        : IsLaterJamo(before) || IsSyllable(before) ? IsLaterJamo(after)
        : false;

    private static bool IsLeadingJamo(int c) => c is (>= 0x1100 and <= 0x115F) or (>= 0xA960 and <= 0xA97C);

    private static bool IsLaterJamo(int c) => c is (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FB) or (>= 0x16D63 and <= 0x16D6A);

    private static bool IsSyllable(int c) => c is >= 0xAC00 and <= 0xD7A3;

    private static bool IsControl(int c) =>
        c is not (ZeroWidthJoiner or ZeroWidthNonJoiner or (>= 0xE0020 and <= 0xE007F))
        && !IsPrepended(c)
        && Category(c) is Control or Format or LineSeparator or ParagraphSeparator or Surrogate;

    private static UnicodeCategory Category(int c) =>
        c <= char.MaxValue ? CharUnicodeInfo.GetUnicodeCategory((char)c) : CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(c), 0);

    private static int CodePoint(string text, int index, out int next)
    {
        var isPair = index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
        next = index + (isPair ? 2 : 1);
        return isPair ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];
    }
}
