using System.Globalization;
using System.Text;

namespace Kirimy.Client.Builds;

/// <summary>Reads Java's properties, as <c>java.util.Properties.load</c> does; no line goes on to the next one in those that programs write.</summary>
internal static class PropertiesFile
{
    private const int EscapeLength = 4;

    /// <summary>Names and values; none of a file that can't be read.</summary>
    public static Dictionary<string, string> Parse(string? text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? string.Empty).Split('\n').Select(static line => line.Trim()))
        {
            var end = line.Length == 0 || line[0] is '#' or '!' ? -1 : Separator(line);
            if (end > 0)
            {
                properties[Unescape(line.Substring(0, end).TrimEnd())] = Unescape(line.Substring(end + 1).TrimStart());
            }
        }

        return properties;
    }

    private static int Separator(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] is '=' or ':')
            {
                return i;
            }
        }

        return -1;
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                plain.Append(i < text.Length ? text[i] : '\\');
            }
            else if (text[i] == 'u' && Code(text, i + 1) is { } code)
            {
                plain.Append(code);
                i += EscapeLength;
            }
            else
            {
                plain.Append(
                    text[i] switch
                    {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        var c => c,
                    }
                );
            }
        }

        return plain.ToString();
    }

    /// <summary>The character that four hexadecimal digits name; null where there are no such.</summary>
    private static char? Code(string text, int start)
    {
        var digits = start + EscapeLength <= text.Length ? text.Substring(start, EscapeLength) : string.Empty;
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
    }
}
