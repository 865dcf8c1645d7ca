using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Kirimy.Client.Messages;

/// <summary>Tells a recipient and a text from others, the same on every machine: the first half of a SHA-256, so that no two meet by chance.</summary>
/// <param name="First">Its first 8 bytes.</param>
/// <param name="Second">Its next 8 bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageDigest(ulong First, ulong Second)
{
    public const int Length = 2 * sizeof(ulong);

    public static MessageDigest Of(string recipient, string text)
    {
        // A recipient has no line break.
        var digest = Bytes.Sha256(Encoding.UTF8.GetBytes($"{recipient}\n{text}"));
        return new MessageDigest(
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            BinaryPrimitives.ReadUInt64LittleEndian(digest.AsSpan(sizeof(ulong)))
        );
    }

    /// <summary>As hexadecimal digits.</summary>
    public string ToHex()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(sizeof(ulong)), Second);
        return Bytes.Hex(bytes);
    }
}

/// <summary>Tells whether a message came before, with the same recipient and the same text. Not for several threads at once.</summary>
/// <remarks>Takes some 50 bytes for each different message, however long its text is.</remarks>
public sealed class DuplicateFilter
{
    private readonly HashSet<MessageDigest> seen = [];

    /// <summary>Whether it is the first of its kind; the next one like it is not.</summary>
    public bool IsFirst(string recipient, string text) => seen.Add(MessageDigest.Of(recipient, text));
}
