using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Kirimy.Client.Messages;

/// <summary>The first half of the SHA-256 of a recipient and a text, which is the same on every machine.</summary>
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

/// <summary>Needs about 50 bytes per distinct message, regardless of the length of its text. Not thread-safe.</summary>
internal sealed class DuplicateFilter
{
    private readonly HashSet<MessageDigest> seen = [];

    public bool IsFirst(string recipient, string text) => seen.Add(MessageDigest.Of(recipient, text));
}
