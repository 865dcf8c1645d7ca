namespace Kirimy.Client.Api;

/// <summary>
/// Redaction: masks an API key in texts from other sources, because a server, a proxy or an exception may repeat it. The key is
/// recognized in any letter case, percent-encoded, as base64 (also inside longer base64 text), split by white space, and if only a part of
/// it is there, as long as that part has 16 characters. Thread-safe.
/// </summary>
internal sealed class ApiKeyMask(string key)
{
    /// <summary>
    /// The minimum length of a masked part of a key: a shorter part is useless to an attacker, and could be an ordinary word.
    /// </summary>
    private const int MinPartLength = 16;

    /// <summary>The key in each form, in upper case and in base64's first alphabet.</summary>
    private readonly string[] forms = [Fold(key), .. Base64Forms(key).Where(static form => form.Length >= MinPartLength)];

    /// <summary>Replaces the key in a text.</summary>
    /// <param name="replacement">The text that replaces each occurrence.</param>
    public string Apply(string text, string replacement)
    {
        var (letters, starts, ends) = Read(text);
        var result = new StringBuilder();
        var (done, at) = (0, 0);
        while (at < letters.Length)
        {
            var length = forms.Max(form => MatchLength(letters, at, form));
            if (length == 0)
            {
                at++;
                continue;
            }

            _ = result.Append(text, done, starts[at] - done).Append(replacement);
            at += length;
            done = ends[at - 1];
        }

        return done == 0 ? text : result.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The length of the key, or of a long enough part of it, at an index; 0 for none.</summary>
    private static int MatchLength(string letters, int at, string form)
    {
        var longest = 0;
        var minimum = Math.Min(form.Length, MinPartLength);
        for (var start = 0; start <= form.Length - minimum; start++)
        {
            var length = 0;
            while (start + length < form.Length && at + length < letters.Length && form[start + length] == letters[at + length])
            {
                length++;
            }

            longest = length >= minimum ? Math.Max(longest, length) : longest;
        }

        return longest;
    }

    /// <summary>The letters of a text, folded, without white space and invisible characters, and where each of them is written.</summary>
    private static (string Letters, List<int> Starts, List<int> Ends) Read(string text)
    {
        var letters = new StringBuilder(text.Length);
        var (starts, ends) = (new List<int>(text.Length), new List<int>(text.Length));
        for (var i = 0; i < text.Length; )
        {
            var start = i;
            var letter = ReadLetter(text, ref i);
            if (!char.IsWhiteSpace(letter) && !char.IsControl(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            {
                _ = letters.Append(letter);
                starts.Add(start);
                ends.Add(i);
            }
        }

        return (Fold(letters.ToString()), starts, ends);
    }

    /// <summary>One character, which may be percent-encoded, once or more than once.</summary>
    private static char ReadLetter(string text, ref int at)
    {
        var letter = text[at++];
        while (letter == '%' && at + 2 <= text.Length && Uri.IsHexDigit(text[at]) && Uri.IsHexDigit(text[at + 1]))
        {
            letter = (char)((Uri.FromHex(text[at]) * 16) + Uri.FromHex(text[at + 1]));
            at += 2;
        }

        return letter;
    }

    private static string Fold(string text) => text.ToUpperInvariant().Replace('-', '+').Replace('_', '/');

    /// <summary>
    /// Base64 has three forms, depending on how many bytes precede the key. A character at either edge that also depends on the neighboring
    /// byte isn't part of the form.
    /// </summary>
    private static IEnumerable<string> Base64Forms(string key)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. Encoding.ASCII.GetBytes(key)]);
            var (start, end) = (((before * 8) + 5) / 6, (before + key.Length) * 8 / 6);
            yield return Fold(text.Substring(start, end - start));
        }
    }
}
