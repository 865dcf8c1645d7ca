using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Kirimy.Client.Messages;

/// <summary>Digest of a recipient and a text: the first half of their SHA-256, which is the same on every machine.</summary>
/// <param name="First">The first 8 bytes.</param>
/// <param name="Second">The next 8 bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MessageDigest(ulong First, ulong Second)
{
    public static MessageDigest Of(string recipient, string text)
    {
        // A recipient has no line break, so the separator is unambiguous.
        var digest = Bytes.Sha256(Encoding.UTF8.GetBytes($"{recipient}\n{text}"));
        return new MessageDigest(
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            BinaryPrimitives.ReadUInt64LittleEndian(digest.AsSpan(sizeof(ulong)))
        );
    }

    public string ToHex()
    {
        var bytes = new byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(sizeof(ulong)), Second);
        return Bytes.Hex(bytes);
    }
}

/// <summary>Filter for duplicates: messages with the recipient and the text of an earlier one. Not thread-safe.</summary>
/// <remarks>It needs about 50 bytes per distinct message, regardless of the length of its text.</remarks>
public sealed class DuplicateFilter
{
    private readonly HashSet<MessageDigest> seen = [];

    /// <summary>Whether the message is the first one with this recipient and text.</summary>
    public bool IsFirst(string recipient, string text) => seen.Add(MessageDigest.Of(recipient, text));
}
