using System.Text.RegularExpressions;

namespace Kirimy.Client.Contacts;

/// <summary>Tokenizer: the words of a heading in lower case, without accents. Splits camelCase, digits and known compounds.</summary>
internal sealed record HeadingWords(IReadOnlyList<string> Main, IReadOnlyList<string> Bracketed)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>A word, a number, a bracket, or the genitive ending of "sender's".</summary>
    private static readonly Regex Token = new(@"\p{L}+|\p{Nd}+|[(\[{]|[)\]}]|(?<=[\p{L}\p{Nd}])['’‘`´][sS](?!\p{L})", Options);

    /// <summary>The boundary between words in <c>camelCase</c>: noHp, BillingPhone, NoWA, HPWali.</summary>
    private static readonly Regex Hump = new(@"(?<=\P{Lu})(?=\p{Lu})|(?<=\p{Lu}{2})(?=\p{Lu}\p{Ll})", Options);

    public static HeadingWords Of(string heading)
    {
        var main = new List<string>();
        var bracketed = new List<string>();
        var brackets = 0;
        foreach (Match token in Token.Matches(Normalize(heading)))
        {
            switch (token.Value[0])
            {
                case '(' or '[' or '{':
                    brackets++;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case var c when char.IsLetterOrDigit(c):
                    Add(brackets > 0 ? bracketed : main, token.Value);
                    break;
            }
        }

        return new HeadingWords(JoinCompounds(main), JoinCompounds(bracketed));
    }

    private static string Normalize(string heading)
    {
        try
        {
            // Compatibility decomposition turns № into "No" and full-width letters into plain ones.
            return string.Concat(heading.Normalize(NormalizationForm.FormKD).Where(c => !IsMark(c)));
        }
        catch (ArgumentException)
        {
            // The heading has an unpaired surrogate.
            return heading;
        }
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark;

    private static void Add(List<string> words, string written)
    {
        if (!char.IsDigit(written[0]))
        {
            words.AddRange(SplitCompound(written));
        }
        else if (written == "164" && words.Count > 0 && words[^1] == "e")
        {
            // E.164 is a format, not an ordinal.
            words.RemoveAt(words.Count - 1);
        }
        else
        {
            words.Add(written);
        }
    }

    private static IEnumerable<string> SplitCompound(string written)
    {
        var whole = written.ToLowerInvariant();
        if (HeadingVocabulary.MeaningOf(whole) != HeadingWord.Unknown)
        {
            return [whole];
        }

        var humps = Hump.Split(written);
        if (humps.Length > 1)
        {
            return humps.SelectMany(SplitCompound);
        }

        var split = HeadingVocabulary.Split(whole);
        return split.Count > 0 ? split : [whole];
    }

    /// <summary>Joins two words that the vocabulary has as one: whats app, hand phone, e.g.</summary>
    private static List<string> JoinCompounds(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var pair = words[i] + words[i + 1];
            var meaning = HeadingVocabulary.MeaningOf(pair);
            if (
                HeadingVocabulary.IsPhone(meaning)
                || (meaning != HeadingWord.Unknown && words.Skip(i).Take(2).Any(w => HeadingVocabulary.MeaningOf(w) == HeadingWord.Unknown))
            )
            {
                words[i] = pair;
                words.RemoveAt(i + 1);
            }
        }

        return words;
    }
}
