using Kirimy.Client.Network;

namespace Kirimy.Client.Tests.Network;

public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("https://api-client.kirimy.id/v1/", "https://api-client.kirimy.id/v1/send-message", false)]
    [InlineData("https://api-client.kirimy.id/v1", "https://api-client.kirimy.id/v1/send-message", false)]
    [InlineData("https://host", "https://host/send-message", false)]
    [InlineData("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1/send-message", true)]
    [InlineData("http://127.9.9.9/", "http://127.9.9.9/send-message", true)]
    [InlineData("http://[::1]:8080/v1", "http://[::1]:8080/v1/send-message", true)]
    // Uri treats this name as localhost, without a DNS query.
    [InlineData("http://loopback/v1/", "http://localhost/v1/send-message", true)]
    [InlineData("http://LOCALHOST:1/v1", "http://localhost:1/v1/send-message", true)]
    public void An_API_key_is_sent_only_over_https_or_to_this_machine(string uri, string endpoint, bool isLoopback)
    {
        var address = BaseAddress.Parse(new Uri(uri));
        Assert.Equal((endpoint, isLoopback), (address.SendMessage.AbsoluteUri, address.IsLoopback));
    }

    [Theory]
    [InlineData("http://api-client.kirimy.id/v1/")]
    [InlineData("http://10.0.0.1/v1/")]
    [InlineData("http://localhost.example/v1/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:hunter2@host/v1/")]
    [InlineData("https://host/v1/?key=hunter2")]
    [InlineData("https://host/v1/#x")]
    [InlineData("/v1/")]
    [InlineData("api-client.kirimy.id/v1")]
    public void Other_addresses_are_refused_without_showing_secrets(string uri)
    {
        var refusal = Assert.Throws<KirimyException>(() => BaseAddress.Parse(new Uri(uri, UriKind.RelativeOrAbsolute)));
        Assert.Equal(ErrorCode.InvalidBaseUri, refusal.Code);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }
}
