namespace Kirimy.Client.Contacts;

/// <summary>Classifier of headings. One with an unknown word, another role or another kind of number isn't a number column.</summary>
internal sealed class NumberHeading
{
    /// <summary>Shorter words that begin with di or ter aren't passives: dinas, terik.</summary>
    private const int MinPassiveLength = 5;

    private static readonly NumberHeading None = new();

    /// <summary>The heading of a column that the user specified; its words don't matter.</summary>
    public static NumberHeading Chosen { get; } = new() { Rank = NumberRank.Recipient, NamesPhone = true };

    private NumberHeading() { }

    public NumberRank Rank { get; private init; }

    /// <summary>Whether it names a phone. A recipient, a contact or a bare number may also be a name, a town or a row number.</summary>
    public bool NamesPhone { get; private init; }

    /// <summary>The key that columns with one person's numbers share (HP1, HP2; Phone, Phone 2).</summary>
    public string Series { get; private init; } = string.Empty;

    public int Ordinal { get; private init; } = 1;

    /// <summary>Whether it names an employee or a member, who isn't the recipient if the row is about another person.</summary>
    public bool IsInsiders { get; private init; }

    /// <summary>Whether it describes the number of its series and ordinal (<c>Phone 1 - Label</c>) and isn't a number itself.</summary>
    public bool IsLabel { get; private init; }

    public static NumberHeading Of(string heading)
    {
        var words = HeadingWords.Of(heading);
        return words.Main.Count > 0 ? Of(words.Main, words.Bracketed, isLabel: false) : Of(words.Bracketed, [], isLabel: false);
    }

    /// <summary>Whether a text, such as the label of a number, names another person or another kind of line.</summary>
    public static bool NamesOther(string text)
    {
        var words = HeadingWords.Of(text);
        return words.Main.Concat(words.Bracketed).Any(word => HeadingVocabulary.MeaningOf(word) == HeadingWord.OtherRole);
    }

    /// <summary>Whether a heading names a person of the row who isn't an employee or a member: Nama Siswa, Customer.</summary>
    public static bool NamesPerson(string heading)
    {
        var words = HeadingWords.Of(heading);
        var meanings = words.Main.Concat(words.Bracketed).Select(HeadingVocabulary.MeaningOf).ToList();
        return meanings.Exists(m => m is HeadingWord.Person or HeadingWord.Recipient) && !meanings.Contains(HeadingWord.Insider);
    }

    private static NumberHeading Of(IReadOnlyList<string> main, IReadOnlyList<string> bracketed, bool isLabel)
    {
        if (!isLabel && main.Count > 1 && main[^1] is "label" or "type")
        {
            return Of([.. main.Take(main.Count - 1)], bracketed, isLabel: true);
        }

        var meanings = main.Select(HeadingVocabulary.MeaningOf).ToList();
        var said = MeaningsBeforeExplanation(main, meanings);
        var inBrackets = bracketed.Select(HeadingVocabulary.MeaningOf).ToList();
        if (
            meanings.Contains(HeadingWord.OtherRole)
            || inBrackets.Contains(HeadingWord.OtherRole)
            || said.Contains(HeadingWord.OtherKind)
            || IsCount(main, said)
        )
        {
            return None;
        }

        var ordinal = 0;
        for (var i = 0; i < said.Count; i++)
        {
            var (own, isKnown) = OrdinalOf(main[i], said[i]);
            if (!isKnown)
            {
                return None;
            }

            ordinal = own > 0 ? own : ordinal;
        }

        // A small number in brackets is the ordinal: Phone (2).
        ordinal = bracketed.Count == 1 && OrdinalOf(bracketed[0], inBrackets[0]).Ordinal is > 0 and var bracket ? bracket : ordinal;
        var all = said.Concat(inBrackets.TakeWhile(m => m != HeadingWord.Explanation)).ToList();
        var rank = RankOf(said, all, out var namesPhone);
        return rank == NumberRank.None || (!namesPhone && inBrackets.Contains(HeadingWord.OtherKind))
            ? None
            : new NumberHeading
            {
                Rank = isLabel ? NumberRank.None : rank,
                NamesPhone = namesPhone,
                Series = SeriesOf(rank, main, said),
                Ordinal = Math.Max(1, ordinal),
                IsInsiders = all.Contains(HeadingWord.Insider),
                IsLabel = isLabel,
            };
    }

    /// <summary>"Number of phones" and "# of phones" count them; "phone number of the customer" doesn't.</summary>
    private static bool IsCount(IReadOnlyList<string> main, List<HeadingWord> said)
    {
        var named = said.FindIndex(m => m is HeadingWord.Contact || HeadingVocabulary.IsPhone(m));
        return main.Take(Math.Max(0, named)).Contains("of");
    }

    /// <summary>
    /// The meanings of the words before the explanation. "Isi dengan nomor WA" names the number after "dengan". After "yang", a passive
    /// verb (digunakan, terdaftar) describes the number, but an active verb would name another person.
    /// </summary>
    private static List<HeadingWord> MeaningsBeforeExplanation(IReadOnlyList<string> main, List<HeadingWord> meanings)
    {
        var said = new List<HeadingWord>();
        for (var i = 0; i < meanings.Count; i++)
        {
            var isNamed = said.Exists(m => m is HeadingWord.Number or HeadingWord.Contact || HeadingVocabulary.IsPhone(m));
            if (meanings[i] == HeadingWord.Explanation && isNamed)
            {
                break;
            }

            var isPassive =
                meanings[i] == HeadingWord.Unknown
                && main.Take(i).Any(word => word is "yang" or "yg")
                && main[i].Length > MinPassiveLength
                && (main[i].StartsWith("di", StringComparison.Ordinal) || main[i].StartsWith("ter", StringComparison.Ordinal));
            said.Add(isPassive || meanings[i] == HeadingWord.Explanation ? HeadingWord.Filler : meanings[i]);
        }

        return said;
    }

    private static (int Ordinal, bool IsKnown) OrdinalOf(string word, HeadingWord meaning) =>
        meaning switch
        {
            HeadingWord.First => (1, true),
            HeadingWord.Second => (2, true),
            HeadingWord.Third => (3, true),
            HeadingWord.Unknown => word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (number, true)
                : (0, false),
            _ => (0, true),
        };

    private static NumberRank RankOf(List<HeadingWord> said, List<HeadingWord> all, out bool namesPhone)
    {
        var isNumber = said.Contains(HeadingWord.Number);
        var names = new[] { HeadingWord.Contact, HeadingWord.Reach, HeadingWord.Abbreviation };
        var isNamedNumber = isNumber && all.Exists(names.Contains);
        namesPhone = all.Exists(HeadingVocabulary.IsPhone) || isNamedNumber;
        var isContact = said.Contains(HeadingWord.Contact) || said.Contains(HeadingWord.Abbreviation);
        var isRecipient = said.Contains(HeadingWord.Recipient) || IsTo(said);
        if (!isRecipient && !isContact && !isNumber && !said.Exists(HeadingVocabulary.IsPhone))
        {
            return NumberRank.None;
        }

        // Nomor Pelanggan, House Number and Shipping Recipient aren't phones.
        if (!namesPhone && !isContact && said.Exists(IsUse))
        {
            return NumberRank.None;
        }

        return isRecipient ? NumberRank.Recipient
            : all.Contains(HeadingWord.WhatsApp) ? NumberRank.WhatsApp
            : all.Contains(HeadingWord.Mobile) ? NumberRank.Mobile
            : namesPhone || isContact ? NumberRank.Phone
            : NumberRank.Bare;
    }

    /// <summary>Accepts "To", "To Number" and "To (Phone)", but neither "number to reach you" nor "ship to".</summary>
    private static bool IsTo(List<HeadingWord> said) =>
        said.Count > 0
        && said[0] == HeadingWord.To
        && said.TrueForAll(m => m is HeadingWord.To or HeadingWord.Number || HeadingVocabulary.IsPhone(m));

    private static bool IsUse(HeadingWord word) => word is HeadingWord.Person or HeadingWord.Insider or HeadingWord.Place;

    private static string SeriesOf(NumberRank rank, IReadOnlyList<string> main, List<HeadingWord> said)
    {
        var uses = main.Take(said.Count).Where((_, i) => IsUse(said[i]));
        return string.Join(" ", uses.OrderBy(word => word, StringComparer.Ordinal).Prepend(rank.ToString()));
    }
}

/// <summary>How specifically a heading names the phone number to send to; a higher one takes precedence.</summary>
internal enum NumberRank
{
    /// <summary>Not a number column: unknown words, another kind of number, or another person's.</summary>
    None,

    /// <summary>A bare nomor, no or number, which is a row number as often as a phone. Used only if no heading is more specific.</summary>
    Bare,

    Phone,
    Mobile,
    WhatsApp,
    Recipient,
}
