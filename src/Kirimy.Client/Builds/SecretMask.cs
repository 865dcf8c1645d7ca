using System.Text.RegularExpressions;
using Kirimy.Client.Api;

namespace Kirimy.Client.Builds;

/// <summary>
/// Takes secrets out of a text before it leaves: the values of variables whose names say that they are one, and what stands in an address
/// where secrets stand. A CI system does the same for its log, but not for what a program sends.
/// </summary>
public sealed class SecretMask
{
    /// <summary>What stands in place of a secret; GitLab's logs have the same.</summary>
    public const string Masked = "[MASKED]";

    /// <summary>A shorter value is no secret worth the name, and would take words such as "true" out of the text.</summary>
    private const int ShortestSecret = 6;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>Words that make a variable's name a secret's, wherever they stand in it.</summary>
    private static readonly Regex SecretName = new(
        "TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|APIKEY|(^|[^A-Z])(KEY|PAT|PWD|JWT)([^A-Z]|$)",
        Options
    );

    /// <summary>Names of what every shell and system has, and which are no secret.</summary>
    private static readonly Regex PlainName = new("^(PWD|OLDPWD)$|_PROJECT_KEY$|_(PATH|FILE|DIR|URL|ID|NAME)$", Options);

    private static readonly Regex UserInfo = new(@"(?<=\b[a-z][a-z0-9+.-]*://)[^/?#\s@]+(?=@)", Options);

    private static readonly Regex QuerySecret = new(
        @"(?<=[?&#;][^=\s&#]*(token|secret|passw|key|sig|signature|auth|code|jwt|pat)[^=\s&#]*=)[^\s&#;]+",
        Options
    );

    private readonly List<string> secrets = [];
    private ApiKey? apiKey;

    /// <summary>Collects the secrets of an environment.</summary>
    public SecretMask(BuildVariables variables)
    {
        foreach (var variable in variables.All.Where(variable => IsSecret(variable.Key)))
        {
            Add(variable.Value);
        }
    }

    /// <summary>Whether a variable of that name holds a secret.</summary>
    public static bool IsSecret(string name) => SecretName.IsMatch(name) && !PlainName.IsMatch(name);

    /// <summary>Adds the API key, which is masked in whichever form it appears.</summary>
    public void Add(ApiKey key) => apiKey = key;

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        // The longest first: one secret may be a part of another.
        foreach (var secret in secrets.OrderByDescending(static secret => secret.Length))
        {
            text = text.Replace(secret, Masked);
        }

        return QuerySecret.Replace(UserInfo.Replace(apiKey?.Mask(text, Masked) ?? text, Masked), Masked);
    }

    /// <summary>A secret of several lines, such as a private key, is one in each of them.</summary>
    private void Add(string value) =>
        secrets.AddRange(
            value
                .Split('\n')
                .Select(static line => line.Trim())
                .Append(value.Trim())
                .Where(static part => part.Length >= ShortestSecret)
                .Distinct()
        );
}
