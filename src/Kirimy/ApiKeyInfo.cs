namespace Kirimy;

/// <summary>Describes an API key and its source, without the key itself.</summary>
public sealed class ApiKeyInfo
{
    internal ApiKeyInfo() { }

    /// <summary>The position in the order of the search for a key: 1 is the one that is used. Null if a secret was requested by name.</summary>
    public int? Order { get; internal init; }

    /// <summary>The source of the key.</summary>
    public ApiKeySource Source { get; internal init; }

    /// <summary>The name of the secret or of the environment variable; null for other sources.</summary>
    public string? Name { get; internal init; }

    /// <summary>The SecretManagement vault of the key; null for other sources.</summary>
    public string? Vault { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the key's SHA-256: distinguishes keys without revealing them.</summary>
    public string Fingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Fingerprint}";
}

/// <summary>The source of an API key, in the order of the search.</summary>
public enum ApiKeySource
{
    /// <summary>The -ApiKey parameter.</summary>
    Parameter,

    /// <summary>The default sandbox of the PowerShell session.</summary>
    Sandbox,

    /// <summary>A secret in a vault of SecretManagement.</summary>
    SecretManagement,

    /// <summary>The environment variable KIRIMY_API_KEY.</summary>
    Environment,
}
