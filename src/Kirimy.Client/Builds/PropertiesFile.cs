using System.Text.RegularExpressions;

namespace Kirimy.Client.Builds;

/// <summary>Parser for Java's properties files, like <c>java.util.Properties.load</c>, but without continued lines, which programs don't write.</summary>
internal static class PropertiesFile
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A name up to the first unescaped separator, and the value after it.</summary>
    private static readonly Regex Property = new(@"^(?<name>(?:\\.|[^\\=:])+)[=:](?<value>.*)$", Options);

    private static readonly Regex Escape = new(@"\\(?:u(?<code>[0-9A-Fa-f]{4})|(?<other>.))", Options);

    /// <summary>Parses names and values; null counts as an empty file.</summary>
    public static Dictionary<string, string> Parse(string? text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? string.Empty).Split('\n').Select(static line => line.Trim()))
        {
            if (Property.Match(line) is { Success: true, Groups: var property } && line[0] is not ('#' or '!'))
            {
                properties[Unescape(property["name"].Value.TrimEnd())] = Unescape(property["value"].Value.TrimStart());
            }
        }

        return properties;
    }

    private static string Unescape(string text) =>
        Escape.Replace(
            text,
            static escape =>
                escape.Groups["code"].Value is { Length: > 0 } code
                    ? ((char)ushort.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
                    : escape.Groups["other"].Value switch
                    {
                        "n" => "\n",
                        "r" => "\r",
                        "t" => "\t",
                        var other => other,
                    }
        );
}
