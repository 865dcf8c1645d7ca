namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for a text with one number and a label, such as <c>WA: 0812…</c>, <c>0812… (Budi)</c> or <c>📱 0812…</c>. A label is
/// ignored only if none of its letters can be a digit of the number, it has no digits of its own, and it doesn't name another kind of
/// number or another person.
/// </summary>
internal static class LabeledNumber
{
    /// <summary>A longer text is a sentence and may mention another person's number.</summary>
    private const int MaxWords = 6;

    /// <summary>The maximum number of digits in a house number, a count or a similar value.</summary>
    private const int MaxOtherDigits = 3;

    /// <summary>Letters that may replace a digit or mask one: O, I, L and X, also Cyrillic and Greek.</summary>
    private const string DigitLookAlikes = "oilx\u043E\u03BF\u0456\u0445\u03B9\u03C7";

    /// <summary>More letters that may replace a digit if they are single: 5, 8, 2, 6 or 9, 0.</summary>
    private const string SingleLookAlikes = DigitLookAlikes + "sbzgqd";

    private const string Separators = ":;,/\\|&=!\n\"'[]<>{}";

    /// <summary>Words for a phone number, in Indonesian and English: these may touch its digits.</summary>
    private static readonly HashSet<string> PhoneWords = Words(
        "wa whatsapp hp hape handphone ponsel telp tlp tel telepon telpon phone mobile mob cell cellphone cp call sms hub hubungi kontak "
            + "contact no nomor nope nohp nowa number"
    );

    /// <summary>
    /// Words for another kind of number, for another person, or for a number that no longer reaches the recipient. Ibu, Mas and other forms
    /// of address aren't in the list, because they precede the recipient's own name.
    /// </summary>
    private static readonly HashSet<string> OtherMeanings = Words(
        "fax faks faksimile rek rekening norek account acct bank va nik ktp kk npwp nis nisn nim nip nrp paspor passport bpjs stnk id "
            + "invoice inv faktur order pesanan resi awb nota kode code pin otp rp idr usd total jumlah harga price tgl tanggal date "
            + "imei iccid sku seri serial lama old bekas former mantan bukan not tidak tdk jangan salah wrong mati nonaktif inactive invalid bca bri bni btn bsi cimb "
            + "istri isteri suami wife husband spouse ortu orangtua parent parents anak son daughter dad daddy mom mum mother father "
            + "keluarga kerabat saudara tetangga neighbor neighbour teman friend darurat emergency pengirim sender sales admin kurir courier "
            + "sopir supir driver almarhum almarhumah alm meninggal wafat deceased"
    );

    private static readonly char[] Digits = [.. "0123456789"];

    public static WrittenNumber Parse(string text, CountryCodeMark mark)
    {
        // From the first digit, with the plus and bracket before it, to the last digit.
        var start = text.IndexOfAny(Digits);
        var end = text.LastIndexOfAny(Digits) + 1;
        while (start > 0 && text[start - 1] is '+' or '(')
        {
            start--;
        }

        var number = text[start..end];
        if (!number.All(NumberSpelling.IsOfNumber))
        {
            return ParseWithOtherBetween(number, mark);
        }

        var label = new Label(text[..start], text[end..], beginsWithPlus: number[0] == '+');
        if (Refuse(label) is { } refusal)
        {
            return refusal;
        }

        // A spreadsheet removes the leading zero only if the cell has nothing but digits. Next to a name, a missing zero is another
        // mistake.
        if (number[0] == '8' && mark == CountryCodeMark.None && label.Words.Count > 0 && !label.Words.Exists(PhoneWords.Contains))
        {
            return Refusal.Ambiguous(Text.NumberAdvice_LabelWithoutZero);
        }

        return NumberSpelling.Parse(number, mark) with
        {
            Alternatives = Alternatives(number, label),
        };
    }

    public static Refusal? RefuseBeforeLink(string label) => Refuse(new Label(label, string.Empty, beginsWithPlus: true));

    /// <summary>Handles other characters between the digits: two numbers, a letter instead of a digit, or other digits.</summary>
    private static WrittenNumber ParseWithOtherBetween(string number, CountryCodeMark mark)
    {
        var groups = GroupsOf(number);
        if (groups.TrueForAll(group => group.Count(NumberSpelling.IsDigit) >= NumberSpelling.MinDigits))
        {
            return NumberSpelling.Several(groups, mark);
        }

        var index = number.TakeWhile(NumberSpelling.IsOfNumber).Count();
        if (!IsLetter(number, index))
        {
            return Refusal.Unexpected(number, index);
        }

        var word = WordsOf(number)[0].Text;
        var touchesBoth = NumberSpelling.IsDigit(number[index - 1]) && NumberSpelling.IsDigit(number[index + word.Length]);
        return touchesBoth || IsFragment(word)
            ? new Refusal(NumberReason.Letters, Text.NumberAdvice_Letters, word)
            : Refusal.Ambiguous(Text.NumberAdvice_OtherDigits);
    }

    private static List<string> GroupsOf(string number)
    {
        var separated = string.Concat(number.Select(c => NumberSpelling.IsOfNumber(c) ? c : '\n'));
        return [.. separated.Split('\n').Select(group => group.Trim()).Where(group => group.Any(NumberSpelling.IsDigit))];
    }

    private static Refusal? Refuse(Label label)
    {
        if (label.Touching is { } word && (IsFragment(word) || !PhoneWords.Contains(word.ToLowerInvariant())))
        {
            return new Refusal(NumberReason.Letters, Text.NumberAdvice_LettersBeside, word);
        }

        if (label.Nearest.FirstOrDefault(IsFragment) is { } fragment)
        {
            return new Refusal(NumberReason.Letters, Text.NumberAdvice_LettersBeside, fragment);
        }

        if ((UnexpectedIn(label.Before, hasText: false) ?? UnexpectedIn(label.After, hasText: true)) is { } unexpected)
        {
            return unexpected;
        }

        if (label.Words.Find(OtherMeanings.Contains) is { } meaning)
        {
            return Refusal.Ambiguous(Text.NumberAdvice_OtherMeaning, meaning);
        }

        return label.Words.Count > MaxWords ? new Refusal(NumberReason.NoNumber, Text.NumberAdvice_Sentence) : null;
    }

    /// <summary>Without a letter or symbol before it, <c>-62…</c> and <c>=62…</c> are quantities.</summary>
    private static Refusal? UnexpectedIn(string text, bool hasText)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLetter(text, i) || IsSymbol(text, i))
            {
                hasText = true;
                i += char.IsSurrogatePair(text, i) ? 1 : 0;
            }
            else if (
                text[i] is not (' ' or '(' or ')' or '[' or ']' or '<' or '>' or '{' or '}' or '"' or '\'')
                && !(hasText && (text[i] is '-' or '.' || Separators.Contains(text[i])))
            )
            {
                return Refusal.Unexpected(text, i);
            }
        }

        return null;
    }

    /// <summary>The parts of a number without a short first group (<c>RT 05 0812…</c>) or last group (<c>0812… 2 pcs</c>).</summary>
    private static List<string>? Alternatives(string number, Label label)
    {
        var alternatives = new List<string>(2);
        var first = number.AsSpan().IndexOfAny(" -.)".AsSpan());
        if (first > 0 && number[0] != '+' && label.HasWordBefore && number[..first].Count(NumberSpelling.IsDigit) <= MaxOtherDigits)
        {
            alternatives.Add(number[first..].TrimStart(' ', '-', '.', ')'));
        }

        var last = number.AsSpan().LastIndexOfAny(" -.(".AsSpan());
        if (last > 0 && label.HasWordRightAfter && number[last..].Count(NumberSpelling.IsDigit) <= MaxOtherDigits)
        {
            alternatives.Add(number[..last]);
        }

        return alternatives.Count == 0 ? null : alternatives;
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    /// <summary>Whether letters may be mistyped or masked digits. XL is a network, and Lili a name.</summary>
    private static bool IsFragment(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.Length == 1
            ? char.IsSurrogate(lower[0]) || SingleLookAlikes.Contains(lower[0])
            : lower != "xl" && lower.All(DigitLookAlikes.Contains) && (lower.Length <= 3 || lower.All(c => c == lower[0]));
    }

    private static List<(int Start, string Text)> WordsOf(string text)
    {
        var words = new List<(int Start, string Text)>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && IsLetter(text, i))
            {
                i++;
            }

            if (i > start)
            {
                words.Add((start, text[start..i]));
            }
        }

        return words;
    }

    private static bool IsLetter(string text, int index) =>
        char.IsLetter(text, index)
        || CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>
    /// Whether it is an emoji or a similar character that neither shows a digit nor masks one, unlike circles and U+FFFD.
    /// </summary>
    private static bool IsSymbol(string text, int index)
    {
        var code = char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];

        // The range includes skin tones, which have another category, and emoji that .NET Framework doesn't support.
        return (CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.OtherSymbol || code is >= 0x1F300 and <= 0x1FAFF)
            && code
                is not (
                    '\u00B0'
                    or '\u2B55'
                    or '\uFFFC'
                    or '\uFFFD'
                    or 0x1F51F
                    or (>= '\u2460' and <= '\u24FF')
                    or (>= '\u25A0' and <= '\u25FF')
                    or (>= '\u3200' and <= '\u32FF')
                    or (>= 0x1F100 and <= 0x1F1E5)
                );
    }

    private sealed class Label
    {
        public Label(string before, string after, bool beginsWithPlus)
        {
            Before = before;
            After = after;
            var (wordsBefore, wordsAfter) = (WordsOf(before), WordsOf(after));
            Words = [.. wordsBefore.Concat(wordsAfter).Take(MaxWords + 1).Select(word => word.Text.ToLowerInvariant())];
            HasWordBefore = wordsBefore.Count > 0;

            // A plus begins a number; no letter before it can be one of its digits.
            if (HasWordBefore && !beginsWithPlus)
            {
                var (start, word) = wordsBefore[^1];
                var gap = before[(start + word.Length)..];
                Touching = gap.Length == 0 ? word : null;
                AddNearest(word, gap);
            }

            if (wordsAfter.Count > 0)
            {
                var (start, word) = wordsAfter[0];
                var gap = after[..start];
                HasWordRightAfter = gap.Trim(' ').Length == 0;
                Touching ??= gap is "" or "-" or "." ? word : null;
                AddNearest(word, gap);
            }
        }

        public string Before { get; }

        public string After { get; }

        /// <summary>The words in lower case, at most one more than a label may have.</summary>
        public List<string> Words { get; }

        /// <summary>A word that no space or mark separates from the digits.</summary>
        public string? Touching { get; }

        /// <summary>The words next to the number, unless a mark separates them from it.</summary>
        public List<string> Nearest { get; } = [];

        public bool HasWordBefore { get; }

        /// <summary>Whether only spaces separate the digits from the next word, which may belong to the last digits.</summary>
        public bool HasWordRightAfter { get; }

        private void AddNearest(string word, string gap)
        {
            if (gap.AsSpan().IndexOfAny(Separators.AsSpan()) < 0)
            {
                Nearest.Add(word);
            }
        }
    }
}
