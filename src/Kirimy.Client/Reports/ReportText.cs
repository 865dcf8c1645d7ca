using System.Xml;

namespace Kirimy.Client.Reports;

/// <summary>Sanitizes texts from other people for a file format.</summary>
internal static class ReportText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces unpaired surrogates, which UTF-8 can't encode, with U+FFFD.</summary>
    public static string? WellFormed(string? text) => Replace(text, static c => char.IsSurrogate(c));

    /// <summary>Replaces characters that XML can't represent, even escaped, with U+FFFD.</summary>
    public static string? ForXml(string? text) => Replace(text, static c => !XmlConvert.IsXmlChar(c));

    private static string? Replace(string? text, Func<char, bool> isInvalid)
    {
        StringBuilder? replaced = null;
        for (var i = 0; i < text?.Length; i++)
        {
            var c = text[i];
            if (!isInvalid(c))
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            replaced ??= new StringBuilder(text);
            replaced[i] = Replacement;
        }

        return replaced?.ToString() ?? text;
    }
}
