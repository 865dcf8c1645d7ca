using Kirimy.Client.Api;

namespace Kirimy.Client.Tests.Api;

/// <summary>Tests which texts are accepted as an API key.</summary>
public sealed class ApiKeyTests
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\r\n")]
    [InlineData("\uFEFF{0}")]
    [InlineData("{0}\u200B")]
    [InlineData("\u00A0{0}\u00A0")]
    [InlineData("\"{0}\"")]
    [InlineData("'{0}'")]
    [InlineData("`{0}`")]
    [InlineData("\u201C{0}\u201D")]
    [InlineData("\uFEFF\" '{0}' \"\n")]
    public void An_API_key_is_read_without_surrounding_characters(string written) =>
        Assert.Equal(Secrets.Text, ApiKey.From(Secrets.Secure(string.Format(null, written, Secrets.Text))).Reveal());

    [Theory]
    [InlineData("\"key", "\"key")]
    [InlineData("k'e'y", "k'e'y")]
    [InlineData("\"", "\"")]
    public void A_quotation_mark_inside_the_API_key_is_kept(string written, string key) =>
        Assert.Equal(key, ApiKey.From(Secrets.Secure(written)).Reveal());

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\"\"")]
    [InlineData("' '")]
    [InlineData("two words")]
    [InlineData("\"one\" \"two\"")]
    public void An_API_key_that_is_empty_or_has_white_space_inside_is_refused(string written) =>
        Assert.Equal(ErrorCode.ApiKeyMalformed, Assert.Throws<KirimyException>(() => ApiKey.From(Secrets.Secure(written))).Code);
}
