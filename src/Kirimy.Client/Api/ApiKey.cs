using System.Net;
using System.Security;

namespace Kirimy.Client.Api;

/// <summary>An API key that only the request header receives; everything else, including ToString, gets its fingerprint.</summary>
internal sealed class ApiKey
{
    private const string Quotes = "\"'`\u2018\u2019\u201c\u201d";

    private readonly string value;
    private readonly Lazy<ApiKeyMask> mask;

    private ApiKey(string value)
    {
        this.value = value;
        mask = new Lazy<ApiKeyMask>(() => new ApiKeyMask(value));
        Fingerprint = Hash(value);
    }

    /// <summary>The first 12 hexadecimal digits of the key's SHA-256: identifies the key without revealing it.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// Parses a key, and removes what copying and configuration files add: white space, a byte order mark, quotation marks.
    /// </summary>
    /// <exception cref="KirimyException">API_KEY_MALFORMED: it is empty, or not valid in a header.</exception>
    public static ApiKey From(SecureString secret)
    {
        _ = secret ?? throw new ArgumentNullException(nameof(secret));
        var text = Unwrap(new NetworkCredential(string.Empty, secret).Password);
        if (text.Length == 0 || !text.All(c => c is > ' ' and < '\u007f'))
        {
            throw new KirimyException(ErrorCode.ApiKeyMalformed, Text.ApiKey_Malformed);
        }

        return new ApiKey(text);
    }

    /// <summary>The key for a vault.</summary>
    public SecureString ToSecureString()
    {
        var secret = new NetworkCredential(string.Empty, value).SecurePassword;
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>Masks the key, in any form, in a text from another source.</summary>
    /// <param name="replacement">The text that replaces each occurrence.</param>
    public string Mask(string text, string replacement = "***") => mask.Value.Apply(text, replacement);

    /// <inheritdoc/>
    public override string ToString() => Fingerprint;

    /// <summary>The key itself, for the request header only.</summary>
    internal string Reveal() => value;

    private static string Unwrap(string text)
    {
        text = Trim(text);
        while (text.Length > 1 && Quotes.Contains(text.Substring(text.Length - 1)) && Quotes.Contains(text.Substring(0, 1)))
        {
            text = Trim(text.Substring(1, text.Length - 2));
        }

        return text;
    }

    // A byte order mark, a zero-width space and a word joiner aren't white space to .NET.
    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    private static bool IsBlank(char c) =>
        char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static string Hash(string text) => Bytes.Hex(Bytes.Sha256(Encoding.UTF8.GetBytes(text)).Take(6));
}
