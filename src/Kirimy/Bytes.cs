using System.Globalization;
using System.Security.Cryptography;

namespace Kirimy;

/// <summary>Digests, digits and bytes that nobody can guess: the only file of this project with conditional code.</summary>
internal static class Bytes
{
    /// <summary>SHA-256 of some bytes.</summary>
    public static byte[] Sha256(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
#endif
    }

    /// <summary>Random bytes that nobody can guess.</summary>
    public static byte[] Random(int count)
    {
#if NET
        return RandomNumberGenerator.GetBytes(count);
#else
        var bytes = new byte[count];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(bytes);
        return bytes;
#endif
    }

    /// <summary>Bytes as hexadecimal digits in lower case.</summary>
    public static string Hex(IEnumerable<byte> bytes) => string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
