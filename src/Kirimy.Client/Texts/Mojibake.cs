using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Detects mojibake: UTF-8 that was read as Windows-1252, Latin-1 or the code page of a console, once or twice.</summary>
/// <remarks>
/// A UTF-8 sequence is a lead byte and one to three continuation bytes. In Windows-1252, the lead is an accented letter, and each
/// continuation is a sign such as © or €. Real text also has accented letters before signs, at the end of a word: "IRMÃ”". Therefore a
/// single sequence of two bytes counts only if its neighbors show that no word ends there. Runs and longer sequences always count.
/// </remarks>
internal static class Mojibake
{
    private const string Continuation = "[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";

    /// <summary>Signs that follow the end of a word in real text: closing quotes, dashes, ellipses, footnote marks.</summary>
    private const string Closing = "[\u00A0»”’“‘…–—•›ºª°¹²³]";

    /// <summary>These signs and those of brands, which may be between a word and a quote.</summary>
    private const string ClosingOrBrand = "[\u00A0»”’“‘…–—•›ºª°¹²³©®™]";

    private static readonly Regex Pattern = new(
        string.Join(
            "|",
            // Latin letters: JosÃ©, Ä‡, ÅŸ.
            $"[ÃÄÅ](?!{Closing}){Continuation}",
            $@"(?<=\p{{Ll}})[ÃÄÅ]{Closing}",
            @"[ÃÄÅ][»”’“‘•›ºª°¹²³](?=\p{L})",
            @"Ã[–—](?=\p{L})",
            @"(?<!\p{Lu})Ã…(?=\p{L})",
            @"(?<![\p{L}\p{M}])Ã\u00A0",
            @"(?<=\p{Ll})Ã ",
            @"(?<!\p{Lu})È[˜™š›](?=\p{L})",
            // Signs and no-break spaces: Â©, 25Â°C.
            "Â[\u0080-\u009F¡-©«-¯±´-¸¼-¿]",
            @"(?<!\p{Lu})Â[ \u00A0»ºª°¹²³]",
            // Punctuation, symbols and emoji: â€™, âœ…, ðŸ˜€.
            "â€",
            $"â(?!{ClosingOrBrand}{{2}})[\u0080-\u009F‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{Continuation}",
            "ð[Ÿ\u009F]",
            "ï(?:»¿|¿½|¸)",
            // Other scripts: two letters of two bytes in a row, or one of three.
            $"(?:[\u00C2-\u00DF](?!{Closing}){Continuation}){{2}}",
            $"[à-áã-ï](?!{ClosingOrBrand}{{2}})(?!\u00A0){Continuation}{Continuation}",
            // UTF-8 as the code pages 437, 850 and 1251 show it: ├⌐, ÔÇô, ΓÇÖ, вЂ™.
            "├[⌐®íóúñ¡ªº¿¬½¼«»á]",
            "ΓÇ|ÔÇ|вЂ"
        ),
        RegexOptions.CultureInvariant
    );

    /// <summary>A text in ASCII, like most texts, isn't searched.</summary>
    public static int IndexIn(string text) =>
        text.Any(c => c > '\x7F') && Pattern.Match(text) is { Success: true } found ? found.Index : -1;
}
