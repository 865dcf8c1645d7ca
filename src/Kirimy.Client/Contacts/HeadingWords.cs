using System.Globalization;
using System.Text;

namespace Kirimy.Client.Contacts;

/// <summary>
/// The words of a heading, in lower case. Accents, full-width forms, punctuation, line breaks and underscores don't count; words end where
/// <c>camelCase</c> and digits say so, and words that people write together (nohp) are told apart.
/// </summary>
internal sealed class HeadingWords
{
    private readonly List<string> main = [];
    private readonly List<string> bracketed = [];
    private readonly StringBuilder run = new();
    private readonly int brackets;

    private HeadingWords(string heading)
    {
        var text = Folded(heading);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c))
            {
                if (run.Length > 0 && char.IsDigit(c) != char.IsDigit(text[i - 1]))
                {
                    EndRun();
                }

                run.Append(c);
            }
            else if (IsApostrophe(c) && run.Length > 0)
            {
                EndRun();

                // The genitive: "sender's".
                i += i + 1 < text.Length && text[i + 1] is 's' or 'S' && (i + 2 == text.Length || !char.IsLetter(text[i + 2])) ? 1 : 0;
            }
            else
            {
                EndRun();
                brackets = c switch
                {
                    '(' or '[' or '{' => brackets + 1,
                    ')' or ']' or '}' => Math.Max(0, brackets - 1),
                    _ => brackets,
                };
            }
        }

        EndRun();
        Main = Joined(main);
        Bracketed = Joined(bracketed);
    }

    /// <summary>The words outside of brackets.</summary>
    public IReadOnlyList<string> Main { get; }

    /// <summary>The words within brackets.</summary>
    public IReadOnlyList<string> Bracketed { get; }

    /// <summary>Splits a heading.</summary>
    public static HeadingWords Of(string heading) => new(heading);

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u2018' or '`' or '\u00B4';

    private static string Folded(string heading)
    {
        string decomposed;
        try
        {
            // № is "No" here, and full-width letters are plain ones.
            decomposed = heading.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return heading;
        }

        var folded = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (
                char.GetUnicodeCategory(c)
                is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark)
            )
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }

    /// <summary>Joins two words that the vocabulary knows as one: whats app, hand phone, e.g.</summary>
    private static List<string> Joined(List<string> words)
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

    private void EndRun()
    {
        if (run.Length == 0)
        {
            return;
        }

        var written = run.ToString();
        run.Clear();
        var words = brackets > 0 ? bracketed : main;
        if (char.IsDigit(written[0]))
        {
            // E.164 is a format and not the number of a column.
            if (written == "164" && words.Count > 0 && words[^1] == "e")
            {
                words.RemoveAt(words.Count - 1);
                return;
            }

            words.Add(written);
            return;
        }

        words.AddRange(Parts(written));
    }

    private static IEnumerable<string> Parts(string written)
    {
        var whole = written.ToLowerInvariant();
        if (HeadingVocabulary.MeaningOf(whole) != HeadingWord.Unknown)
        {
            return [whole];
        }

        var humps = Humps(written);
        if (humps.Count > 1)
        {
            return humps.SelectMany(hump => Parts(hump));
        }

        var split = HeadingVocabulary.Split(whole);
        return split.Count > 0 ? split : [whole];
    }

    /// <summary>The words of <c>camelCase</c>: noHp, BillingPhone, NoWA, HPWali.</summary>
    private static List<string> Humps(string written)
    {
        var humps = new List<string>();
        var start = 0;
        for (var i = 1; i < written.Length; i++)
        {
            var begins =
                char.IsUpper(written[i])
                && (!char.IsUpper(written[i - 1]) || (i + 1 < written.Length && char.IsLower(written[i + 1]) && i - start > 1));
            if (begins)
            {
                humps.Add(written[start..i]);
                start = i;
            }
        }

        humps.Add(written[start..]);
        return humps;
    }
}
