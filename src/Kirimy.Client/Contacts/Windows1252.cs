using System.Text;

namespace Kirimy.Client.Contacts;

/// <summary>
/// What a spreadsheet on a Western Windows calls "CSV" without more. .NET has it in a package only. Any byte is a character: the five
/// that Windows left open are the control characters of the same code, as browsers read them too.
/// </summary>
internal sealed class Windows1252 : Encoding
{
    /// <summary>The characters of the bytes from 80 to 9F. From A0 on, a byte is the character of its own code.</summary>
    private const string FromHex80 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    public override string WebName => "windows-1252";

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException();

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            var b = bytes[byteIndex + i];
            chars[charIndex + i] = b is >= 0x80 and <= 0x9F ? FromHex80[b - 0x80] : (char)b;
        }

        return byteCount;
    }
}
