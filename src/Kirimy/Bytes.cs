using System.Security.Cryptography;

namespace Kirimy;

/// <summary>Digests, hexadecimal digits and cryptographically random bytes. The only file of this project with conditional compilation.</summary>
internal static class Bytes
{
    /// <summary>Computes the SHA-256 of bytes.</summary>
    public static byte[] Sha256(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using var algorithm = SHA256.Create();
        return algorithm.ComputeHash(bytes);
#endif
    }

    /// <summary>Creates cryptographically random bytes.</summary>
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

    /// <summary>Formats bytes as hexadecimal digits in lower case.</summary>
    public static string Hex(IEnumerable<byte> bytes) => string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
