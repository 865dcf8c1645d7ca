namespace Kirimy.Client.Ledger.Redis;

/// <summary>
/// The address and the credentials of a Redis server: <c>redis://[user:password@]host[:port][/db]</c>, <c>rediss://</c> with TLS.
/// </summary>
/// <remarks>Its text form is host and port, so no message or exception contains the password.</remarks>
internal sealed class RedisAddress
{
    private const string Scheme = "redis";
    private const string TlsScheme = "rediss";
    private const int UsualPort = 6379;

    private RedisAddress(Uri uri)
    {
        Host = uri.DnsSafeHost;
        Port = uri.IsDefaultPort || uri.Port < 0 ? UsualPort : uri.Port;
        IsTls = uri.Scheme == TlsScheme;
    }

    public string Host { get; }

    public int Port { get; }

    public bool IsTls { get; }

    /// <summary>The user; null for Redis's own default user.</summary>
    public string? User { get; private init; }

    public string? Password { get; private init; }

    public int Database { get; private init; }

    /// <summary>Whether a text is the address of a Redis server, valid or not.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith(Scheme + ":", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith(TlsScheme + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses an address.</summary>
    /// <exception cref="KirimyException">
    /// INVALID_LEDGER. The message doesn't contain the address, because a malformed one may have a password anywhere.
    /// </exception>
    public static RedisAddress Parse(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not (Scheme or TlsScheme)
            || uri.Host.Length == 0
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0
            || uri.Port == 0
        )
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Redis_BadAddress);
        }

        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Redis_BadDatabase);
        }

        var parts = uri.UserInfo.Split([':'], 2);
        if (uri.UserInfo.Length > 0 && (parts.Length < 2 || parts[1].Length == 0))
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Redis_NoPassword);
        }

        return new RedisAddress(uri)
        {
            User = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null,
            Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null,
            Database = database,
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Host.IndexOf(':') < 0
            ? $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}"
            : $"[{Host}]:{Port.ToString(CultureInfo.InvariantCulture)}";
}
