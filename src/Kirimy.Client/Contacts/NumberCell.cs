using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>A cell that was looked at.</summary>
/// <param name="Kind">What stands in it.</param>
/// <param name="Number">What it was read as; null if it isn't meant as a number.</param>
internal readonly record struct NumberCell(NumberCellKind Kind, NumberResult? Number = null)
{
    /// <summary>Fewer digits than any phone number that a message can be sent to.</summary>
    public const int MinDigits = 7;

    private static readonly HashSet<string> WordsForNothing = Words(
        "|0|na|n/a|#n/a|null|(null)|none|nil|nihil|kosong|tidak ada|tdk ada|tidak punya|tdk punya|belum ada|belum punya|not available"
            + "|not provided|no phone"
    );

    /// <summary>Answers to whether there is a number, which say nothing about which.</summary>
    private static readonly HashSet<string> Answers = Words(
        "1|y|ya|iya|yes|ada|punya|t|tidak|tdk|n|no|true|false|v|x|✓|✔|✗|✘|☑|☐|✅|❌|ok|on|off|aktif|active|nonaktif|non aktif|tidak aktif"
            + "|inactive|sudah|belum|sama|same"
    );

    /// <summary>Whether it's a mobile number.</summary>
    public bool IsMobile => Number is { IsValid: true, Kind: NumberKind.Mobile };

    /// <summary>Whether there is nothing in a cell, or a word for it.</summary>
    public static bool IsBlank(string? text) => Word(text) is var word && (WordsForNothing.Contains(word) || word.All(IsDash));

    /// <summary>Looks at a cell.</summary>
    /// <param name="text">Its text; null for nothing.</param>
    /// <param name="heading">What its column's heading says.</param>
    /// <param name="region">The country of numbers written without a country code.</param>
    public static NumberCell Of(string? text, NumberHeading heading, string region)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        // Most cells are a number, which no word is as long as and begins like.
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

/// <summary>What stands in a cell of a column that may hold phone numbers.</summary>
internal enum NumberCellKind
{
    /// <summary>Nothing, or a word for it: -, n/a, tidak ada.</summary>
    Blank,

    /// <summary>Not meant as a number: Ya or Tidak, a name, a town; under a heading that names no phone also a row number.</summary>
    Other,

    /// <summary>Meant as a number, because it has digits, and not a valid one. Its row is refused and never gets another column's number.</summary>
    Refused,

    /// <summary>A valid number.</summary>
    Valid,
}
