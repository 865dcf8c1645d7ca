using System.Text;
using Kirimy.Client.Builds;

namespace Kirimy.Client.Tests.Builds;

/// <summary>Tests the secrets that are masked in a text.</summary>
public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("CI_JOB_TOKEN")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("MY_PAT")]
    [InlineData("AZURE_DEVOPS_EXT_PAT")]
    [InlineData("DB_PASSWORD")]
    [InlineData("DB_PWD")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("KIRIMY_API_KEY")]
    [InlineData("apikey")]
    [InlineData("SSH_PRIVATE_KEY")]
    [InlineData("GPG_PASSPHRASE")]
    [InlineData("CI_JOB_JWT")]
    [InlineData("CLIENT_CREDENTIALS")]
    public void The_name_of_a_variable_marks_its_value_as_secret(string name) => Assert.True(SecretMask.IsSecret(name));

    [Theory]
    [InlineData("PATH")]
    [InlineData("PWD")]
    [InlineData("OLDPWD")]
    [InlineData("PSModulePath")]
    [InlineData("SSH_KEY_PATH")]
    [InlineData("BITBUCKET_PROJECT_NAME")]
    [InlineData("BITBUCKET_PROJECT_KEY")]
    [InlineData("MONKEY")]
    [InlineData("KEYBOARD")]
    [InlineData("PATTERN")]
    [InlineData("CI_COMMIT_SHA")]
    [InlineData("GITHUB_REPOSITORY")]
    public void A_similar_name_does_not_mark_its_value_as_secret(string name) => Assert.False(SecretMask.IsSecret(name));

    [Fact]
    public void A_secret_is_masked_anywhere_and_the_longest_first()
    {
        var mask = Mask(("A_TOKEN", "abcdef"), ("B_TOKEN", "abcdefghi"), ("PLAIN", "main-branch"));
        Assert.Equal("x[MASKED]y [MASKED] main-branch", mask.Apply("xabcdefghiy abcdef main-branch"));
    }

    [Fact]
    public void A_short_value_is_not_masked() => Assert.Equal("it is true", Mask(("USE_TOKEN", "true"), ("X_KEY", "")).Apply("it is true"));

    [Fact]
    public void Each_line_of_a_multiline_secret_is_masked()
    {
        var mask = Mask(("SIGNING_KEY", "-----BEGIN-----\r\nMIIEpAIBAAKC\r\n-----END-----\r\n"));
        Assert.Equal("key [MASKED]", mask.Apply("key MIIEpAIBAAKC"));
    }

    [Theory]
    [InlineData("https://ci-token:glcbt-64@gitlab.com/a/b.git", "https://[MASKED]@gitlab.com/a/b.git")]
    [InlineData("see https://x@host/ now", "see https://[MASKED]@host/ now")]
    [InlineData("mail to siti@host.example", "mail to siti@host.example")]
    [InlineData("https://host/p?private_token=s3&page=2", "https://host/p?private_token=[MASKED]&page=2")]
    [InlineData("https://host/p?a=1&X-Amz-Signature=0f0f#top", "https://host/p?a=1&X-Amz-Signature=[MASKED]#top")]
    [InlineData("https://host/p#access_token=abc", "https://host/p#access_token=[MASKED]")]
    [InlineData("https://dev.azure.com/a/_build/results?buildId=4711", "https://dev.azure.com/a/_build/results?buildId=4711")]
    public void Secrets_in_an_address_are_masked(string text, string masked) => Assert.Equal(masked, Mask().Apply(text));

    [Fact]
    public void The_API_key_is_masked_from_any_source()
    {
        var mask = Mask();
        mask.Add(Secrets.Key);
        Assert.Equal("key=[MASKED].", mask.Apply($"key={Secrets.Text}."));
        Assert.Equal("key=[MASKED].", mask.Apply($"key={Secrets.Text.ToUpperInvariant()}."));
        Assert.StartsWith("Basic [MASKED]", mask.Apply("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Secrets.Text))));
    }

    private static SecretMask Mask(params (string Name, string Value)[] variables) =>
        new(new BuildVariables(variables.Select(static v => new KeyValuePair<string, string>(v.Name, v.Value)), static _ => null));
}
