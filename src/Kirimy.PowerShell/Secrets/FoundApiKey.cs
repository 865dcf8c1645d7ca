using System.Security;
using Kirimy.Client.Api;

namespace Kirimy.PowerShell.Secrets;

/// <summary>An API key and where it was found.</summary>
internal sealed record FoundApiKey(SecureString Secret, ApiKeySource Source, string? Name = null, string? Vault = null)
{
    /// <summary>The description of the API key, without the key itself.</summary>
    /// <param name="order">Its rank among the API keys found; null if it was specified by name.</param>
    /// <exception cref="KirimyException">API_KEY_MALFORMED: the value isn't an API key. The message names its source.</exception>
    public ApiKeyInfo Describe(int? order = null)
    {
        try
        {
            return new ApiKeyInfo
            {
                Order = order,
                Source = Source,
                Name = Name,
                Vault = Vault,
                Fingerprint = ApiKey.From(Secret).Fingerprint,
            };
        }
        catch (KirimyException exception)
        {
            throw new KirimyException(exception.Code, $"{Origin}: {exception.Message}", exception);
        }
    }

    /// <summary>Whether it is the specified key. A malformed one isn't.</summary>
    public bool Is(ApiKey key)
    {
        try
        {
            return ApiKey.From(Secret).Fingerprint == key.Fingerprint;
        }
        catch (KirimyException)
        {
            return false;
        }
    }

    /// <summary>The source of the API key, as a part of a sentence.</summary>
    public string Origin =>
        Source switch
        {
            ApiKeySource.SecretManagement => Text.ApiKeyChain_Secret.With(Name, Vault),
            ApiKeySource.Environment => "$env:" + Name,
            ApiKeySource.Sandbox => Text.ApiKeyChain_Sandbox,
            _ => "-ApiKey",
        };
}
