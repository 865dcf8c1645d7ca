using System.Runtime.InteropServices;

namespace Kirimy.Client.Contacts;

/// <summary>Goes through the bytes of a text and counts what is UTF-8 beyond ASCII, and what can't be UTF-8.</summary>
internal sealed class Utf8Scan
{
    private const ulong AnyHighBit = 0x8080_8080_8080_8080;

    private long position;
    private int missing;
    private byte lowest;
    private byte highest;

    /// <summary>How many characters beyond ASCII there are.</summary>
    public long Characters { get; private set; }

    /// <summary>How many bytes, or beginnings of a character, are not UTF-8.</summary>
    public long Errors { get; private set; }

    /// <summary>Where the first error was seen, in bytes from the beginning.</summary>
    public long FirstError { get; private set; } = -1;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (missing == 0)
            {
                while (bytes.Length - i >= sizeof(ulong) && (MemoryMarshal.Read<ulong>(bytes[i..]) & AnyHighBit) == 0)
                {
                    i += sizeof(ulong);
                }

                if (i == bytes.Length)
                {
                    break;
                }
            }

            Add(bytes[i], position + i);
        }

        position += bytes.Length;
    }

    /// <summary>The bytes are over: a character that has begun has to be complete.</summary>
    public void End()
    {
        if (missing > 0)
        {
            Fail(position);
        }
    }

    private void Add(byte b, long at)
    {
        if (missing > 0)
        {
            if (b >= lowest && b <= highest)
            {
                lowest = 0x80;
                highest = 0xBF;
                missing--;
                Characters += missing == 0 ? 1 : 0;
                return;
            }

            Fail(at);
        }

        if (b < 0x80)
        {
            return;
        }

        // Table 3-7 of the Unicode Standard: overlong forms, surrogates and what lies above U+10FFFF are not well-formed.
        (missing, lowest, highest) = b switch
        {
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (0, (byte)0, (byte)0),
        };
        if (missing == 0)
        {
            Fail(at);
        }
    }

    private void Fail(long at)
    {
        missing = 0;
        FirstError = Errors++ == 0 ? at : FirstError;
    }
}
