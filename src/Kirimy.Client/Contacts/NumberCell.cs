using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

internal readonly record struct NumberCell(NumberCellKind Kind, NumberResult? Number = null)
{
    public const int MinDigits = 7;

    private static readonly HashSet<string> WordsForNothing = Words(
        "|0|na|n/a|#n/a|null|(null)|none|nil|nihil|kosong|tidak ada|tdk ada|tidak punya|tdk punya|belum ada|belum punya|not available"
            + "|not provided|no phone"
    );

    /// <summary>Words that state whether a person has a number.</summary>
    private static readonly HashSet<string> Answers = Words(
        "1|y|ya|iya|yes|ada|punya|t|tidak|tdk|n|no|true|false|v|x|✓|✔|✗|✘|☑|☐|✅|❌|ok|on|off|aktif|active|nonaktif|non aktif|tidak aktif"
            + "|inactive|sudah|belum|sama|same"
    );

    public bool IsMobile => Number is { IsValid: true, Kind: NumberKind.Mobile };

    /// <summary>Whether a cell is empty, or has a word that means empty.</summary>
    public static bool IsBlank(string? text) => Word(text) is var word && (WordsForNothing.Contains(word) || word.All(IsDash));

    public static NumberCell Of(string? text, NumberHeading heading, string region)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        // Most cells have a number; no word in the lists is as long and begins like one.
        if (text!.Length < MinDigits || text[0] is not ('+' or (>= '0' and <= '9')))
        {
            if (IsBlank(text))
            {
                return default;
            }

            if (Answers.Contains(Word(text)))
            {
                return new(NumberCellKind.Other);
            }
        }

        var number = PhoneNumberReader.Read(text, region);
        return number.IsValid ? new(NumberCellKind.Valid, number)
            : text.Count(char.IsDigit) >= (heading.NamesPhone ? 1 : MinDigits) ? new(NumberCellKind.Refused, number)
            : new(NumberCellKind.Other);
    }

    private static HashSet<string> Words(string words) => new(words.Split('|'), StringComparer.Ordinal);

    private static string Word(string? text) => (text ?? string.Empty).Trim().ToLowerInvariant().Trim('.', '?', '!', '*', ' ');

    private static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '_' or '/';
}

internal enum NumberCellKind
{
    /// <summary>Empty, or a word that means empty: -, n/a, tidak ada.</summary>
    Blank,

    /// <summary>Not meant as a number: Ya or Tidak, a name, a town; if the heading doesn't name a phone, also a row number.</summary>
    Other,

    /// <summary>Has digits but isn't valid. Its row is refused and never gets another column's number.</summary>
    Refused,

    Valid,
}
