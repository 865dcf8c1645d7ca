namespace Kirimy;

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
