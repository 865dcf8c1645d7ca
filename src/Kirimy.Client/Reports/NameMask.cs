using System.Text.RegularExpressions;

namespace Kirimy.Client.Reports;

/// <summary>Masks names: Budi Santoso becomes <c>B. S.</c>, which a person with the list still recognizes.</summary>
internal static class NameMask
{
    /// <summary>Shorter words appear in a text by chance.</summary>
    private const int MinWordLength = 3;

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    public static string? Of(string? name) => name is null ? null : string.Join(" ", Words(name).Select(Initial));

    public static string? Hide(string? text, string? name)
    {
        if (text is null || name is null)
        {
            return text;
        }

        var hidden = text;
        foreach (var word in Words(name).Where(word => word.Length >= MinWordLength && hidden.Contains(word)))
        {
            hidden = Regex.Replace(
                hidden,
                $@"(?<!\w){Regex.Escape(word)}(?!\w)",
                Initial(word).Replace("$", "$$"),
                RegexOptions.None,
                MatchTimeout
            );
        }

        return hidden;
    }

    private static string[] Words(string name) => name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Initial(string word) => StringInfo.GetNextTextElement(word) + ".";
}
