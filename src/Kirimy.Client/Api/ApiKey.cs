using System.Net;
using System.Security;
using System.Text;

namespace Kirimy.Client.Api;

/// <summary>An API key that shows itself to nobody but the request header: anything that prints it prints its fingerprint.</summary>
public sealed class ApiKey
{
    private readonly string value;

    private ApiKey(string value)
    {
        this.value = value;
        Fingerprint = Hash(value);
    }

    /// <summary>The first 12 hexadecimal digits of the key's SHA-256: tells keys apart, and gives none away.</summary>
    public string Fingerprint { get; }

    /// <summary>Takes a key, without the white space that copying leaves around it.</summary>
    /// <param name="secret">The key.</param>
    /// <exception cref="KirimyException">API_KEY_MALFORMED: it is empty, or a header can't carry it.</exception>
    public static ApiKey From(SecureString secret)
    {
        _ = secret ?? throw new ArgumentNullException(nameof(secret));
        var text = new NetworkCredential(string.Empty, secret).Password.Trim();
        if (text.Length == 0 || !text.All(c => c is > ' ' and < '\u007f'))
        {
            throw new KirimyException(ErrorCode.ApiKeyMalformed, Text.ApiKey_Malformed);
        }

        return new ApiKey(text);
    }

    /// <summary>The key as a vault takes it.</summary>
    public SecureString ToSecureString()
    {
        var secret = new NetworkCredential(string.Empty, value).SecurePassword;
        secret.MakeReadOnly();
        return secret;
    }

    /// <inheritdoc/>
    public override string ToString() => Fingerprint;

    /// <summary>The key itself, for the request header and for what keeps it out of texts, and nothing else.</summary>
    internal string Reveal() => value;

    private static string Hash(string text) => Bytes.Hex(Bytes.Sha256(Encoding.UTF8.GetBytes(text)).Take(6));
}
