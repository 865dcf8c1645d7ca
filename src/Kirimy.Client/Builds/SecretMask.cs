using System.Text.RegularExpressions;
using Kirimy.Client.Api;

namespace Kirimy.Client.Builds;

/// <summary>
/// Masks secrets in a text before it is sent: the values of variables with the name of a secret, and credentials in URLs. A CI system does
/// the same for its log, but not for the messages that a program sends.
/// </summary>
internal sealed class SecretMask
{
    /// <summary>As in GitLab's logs.</summary>
    public const string Masked = "[MASKED]";

    /// <summary>Shorter values, such as "true", appear in texts by chance.</summary>
    private const int MinSecretLength = 6;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    private static readonly Regex SecretName = new(
        "TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|APIKEY|(^|[^A-Z])(KEY|PAT|PWD|JWT)([^A-Z]|$)",
        Options
    );

    private static readonly Regex PlainName = new("^(PWD|OLDPWD)$|_PROJECT_KEY$|_(PATH|FILE|DIR|URL|ID|NAME)$", Options);

    private static readonly Regex UserInfo = new(@"(?<=\b[a-z][a-z0-9+.-]*://)[^/?#\s@]+(?=@)", Options);

    private static readonly Regex QuerySecret = new(
        @"(?<=[?&#;][^=\s&#]*(token|secret|passw|key|sig|signature|auth|code|jwt|pat)[^=\s&#]*=)[^\s&#;]+",
        Options
    );

    private readonly List<string> secrets = [];
    private ApiKey? apiKey;

    public SecretMask(BuildVariables variables)
    {
        foreach (var variable in variables.All.Where(variable => IsSecret(variable.Key)))
        {
            Add(variable.Value);
        }
    }

    public static bool IsSecret(string name) => SecretName.IsMatch(name) && !PlainName.IsMatch(name);

    public void Add(ApiKey key) => apiKey = key;

    public string Apply(string text)
    {
        // The longest first, because one secret may be part of another.
        foreach (var secret in secrets.OrderByDescending(static secret => secret.Length))
        {
            text = text.Replace(secret, Masked);
        }

        return QuerySecret.Replace(UserInfo.Replace(apiKey?.Mask(text, Masked) ?? text, Masked), Masked);
    }

    /// <summary>Adds each line of a secret, because a private key has several.</summary>
    private void Add(string value) =>
        secrets.AddRange(
            value
                .Split('\n')
                .Select(static line => line.Trim())
                .Append(value.Trim())
                .Where(static part => part.Length >= MinSecretLength)
                .Distinct()
        );
}
