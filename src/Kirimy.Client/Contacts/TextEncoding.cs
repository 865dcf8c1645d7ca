using Kirimy.Client.Texts;

namespace Kirimy.Client.Contacts;

internal sealed record TextEncoding(Encoding Encoding, string Name, int MarkLength = 0)
{
    /// <summary>The bytes that decide whether a file is text.</summary>
    private const int HeadLength = 4096;

    private const int BufferSize = 1 << 16;

    private static readonly byte[] ZipBegin = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] OleBegin = [0xD0, 0xCF, 0x11, 0xE0];

    private static readonly TextEncoding Utf8 = new(MessageText.StrictUtf8, "UTF-8");

    private static readonly TextEncoding LittleEndian = Utf16(bigEndian: false);
    private static readonly TextEncoding BigEndian = Utf16(bigEndian: true);

    private static readonly (byte[] Mark, TextEncoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE, 0, 0], Utf32(bigEndian: false)),
        ([0, 0, 0xFE, 0xFF], Utf32(bigEndian: true)),
        ([0xFF, 0xFE], LittleEndian),
        ([0xFE, 0xFF], BigEndian),
    ];

    /// <summary>Excel's encoding for "CSV" on Western Windows. Loaded on demand.</summary>
    private static TextEncoding Western => new(Platform.Windows1252(), "Windows-1252");

    public static TextEncoding Find(string name)
    {
        switch (string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant())
        {
            case "UTF8" or "UTF8BOM" or "UTF8NOBOM":
                return Utf8;
            case "UTF16" or "UTF16LE" or "UNICODE":
                return LittleEndian;
            case "UTF16BE" or "BIGENDIANUNICODE":
                return BigEndian;
            case "UTF32" or "UTF32LE":
                return Utf32(bigEndian: false);
            case "UTF32BE" or "BIGENDIANUTF32":
                return Utf32(bigEndian: true);
            case "WINDOWS1252" or "1252" or "CP1252" or "ANSI":
                return Western;
        }

        try
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return new TextEncoding(encoding, encoding.WebName);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new KirimyException(ErrorCode.InvalidEncoding, Text.File_UnknownEncoding.With(name), exception);
        }
    }

    /// <summary>By the byte order mark, the specified encoding, or zero bytes; else UTF-8 if all is valid, or Windows-1252.</summary>
    public static TextEncoding Detect(Stream file, TextEncoding? given, string path, CancellationToken cancellationToken)
    {
        var head = ReadHead(file);
        foreach (var (mark, encoding) in Marks)
        {
            if (head.AsSpan().StartsWith(mark))
            {
                return Validate(encoding with { MarkLength = mark.Length }, file, path, cancellationToken);
            }
        }

        if (head.AsSpan().StartsWith(ZipBegin) || head.AsSpan().StartsWith(OleBegin))
        {
            throw new KirimyException(ErrorCode.FileNotText, Text.File_Workbook.With(path));
        }

        return given is not null
            ? Validate(given, file, path, cancellationToken)
            : GuessUtf16(head, path) ?? OfBytes(file, path, cancellationToken);
    }

    private static byte[] ReadHead(Stream file)
    {
        var head = new byte[HeadLength];
        var length = 0;
        int read;
        while (length < head.Length && (read = file.Read(head, length, head.Length - length)) > 0)
        {
            length += read;
        }

        file.Position = 0;
        Array.Resize(ref head, length);
        return head;
    }

    /// <summary>In UTF-16, the zero bytes of Latin characters are all at even or all at odd positions.</summary>
    private static TextEncoding? GuessUtf16(byte[] head, string path)
    {
        var even = head.Where((b, index) => b == 0 && index % 2 == 0).Count();
        var odd = head.Count(b => b == 0) - even;

        // At least a quarter of the characters are Latin: the header, digits and delimiters.
        var enough = head.Length / 8;
        return (even, odd) switch
        {
            (0, 0) => null,
            (0, _) when odd > enough => LittleEndian,
            (_, 0) when even > enough => BigEndian,
            _ => throw new KirimyException(ErrorCode.FileNotText, Text.File_Binary.With(path)),
        };
    }

    private static TextEncoding OfBytes(Stream file, string path, CancellationToken cancellationToken)
    {
        var (isAscii, badLine) = ScanUtf8(file, cancellationToken);
        if (badLine is null)
        {
            return Utf8;
        }

        // A mixed file, such as two files put together: either encoding would damage some names.
        return isAscii ? Western : throw new KirimyException(ErrorCode.FileEncoding, Text.File_MixedEncoding.With(path, badLine));
    }

    /// <summary>Only for UTF-8, because then the error can name the line.</summary>
    private static TextEncoding Validate(TextEncoding encoding, Stream file, string path, CancellationToken cancellationToken) =>
        encoding.Encoding is UTF8Encoding && ScanUtf8(file, cancellationToken).BadLine is { } line
            ? throw new KirimyException(ErrorCode.FileEncoding, Text.File_NotUtf8.With(path, line))
            : encoding;

    /// <summary>Whether all valid characters are ASCII, and the first line that isn't UTF-8.</summary>
    internal static (bool IsAscii, int? BadLine) ScanUtf8(Stream file, CancellationToken cancellationToken)
    {
        // A pair of codes that aren't characters replaces invalid bytes: a program may write one of them, but none writes both.
        const char First = '\uFFFE';
        const char Second = '\uFFFF';
        var fallback = new DecoderReplacementFallback($"{First}{Second}");
        var encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, fallback);
        var (isAscii, line, badLine, before) = (true, 1, default(int?), '\0');
        using (var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true))
        {
            var buffer = new char[BufferSize];
            int read;
            while ((read = reader.Read(buffer, 0, buffer.Length)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var c in buffer.AsSpan(0, read))
                {
                    line += c == '\n' ? 1 : 0;
                    badLine ??= c == Second && before == First ? line : null;
                    isAscii &= c is < '\x80' or First || (c == Second && before == First);
                    before = c;
                }
            }
        }

        file.Position = 0;
        return (isAscii, badLine);
    }

    private static TextEncoding Utf32(bool bigEndian) =>
        new(new UTF32Encoding(bigEndian, byteOrderMark: false, throwOnInvalidCharacters: true), bigEndian ? "UTF-32 BE" : "UTF-32 LE");

    private static TextEncoding Utf16(bool bigEndian) =>
        new(new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true), bigEndian ? "UTF-16 BE" : "UTF-16 LE");
}
