using System.Globalization;
using System.Runtime.InteropServices;

namespace Kirimy.Client.Texts;

/// <summary>A place in a text as a person finds it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPlace(int Line, int Column)
{
    /// <summary>The place of a position in a text with LF line breaks.</summary>
    public static TextPlace Of(string text, int index)
    {
        var lineStart = index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;
        var line = 1;
        for (var i = 0; i < lineStart; i++)
        {
            line += text[i] == '\n' ? 1 : 0;
        }

        return new TextPlace(line, new StringInfo(text.Substring(lineStart, index - lineStart)).LengthInTextElements + 1);
    }
}
