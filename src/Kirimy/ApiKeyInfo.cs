namespace Kirimy;

/// <summary>Which API key is meant and where it is kept; never the key itself.</summary>
public sealed class ApiKeyInfo
{
    internal ApiKeyInfo() { }

    /// <summary>The place in the order in which a command looks for a key: 1 is the one used. Null when a secret was asked for by name.</summary>
    public int? Order { get; internal init; }

    /// <summary>Where the key is kept.</summary>
    public ApiKeySource Source { get; internal init; }

    /// <summary>The name of the secret or of the environment variable, where the key has one.</summary>
    public string? Name { get; internal init; }

    /// <summary>The vault of SecretManagement that holds it, when one does.</summary>
    public string? Vault { get; internal init; }

    /// <summary>The first 12 hexadecimal digits of the key's SHA-256: tells keys apart, and gives none away.</summary>
    public string Fingerprint { get; internal init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Fingerprint}";
}

/// <summary>Where an API key came from, in the order in which a command looks.</summary>
public enum ApiKeySource
{
    /// <summary>The command's -ApiKey.</summary>
    Parameter,

    /// <summary>The sandbox that the session uses as its default.</summary>
    Sandbox,

    /// <summary>A secret in a vault of SecretManagement.</summary>
    SecretManagement,

    /// <summary>The environment variable KIRIMY_API_KEY.</summary>
    Environment,
}
