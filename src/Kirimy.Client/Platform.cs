using System.Security.Cryptography;

namespace Kirimy.Client;

/// <summary>Where the two editions differ: the only file of this project with conditional code.</summary>
internal static class Platform
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
}
