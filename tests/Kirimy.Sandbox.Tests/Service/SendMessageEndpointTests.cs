using Kirimy.Sandbox.Messages;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox.Tests.Service;

public sealed class SendMessageEndpointTests
{
    [Fact]
    public void Texts_above_the_maximum_length_are_truncated_before_they_are_stored()
    {
        var store = new MessageStore();
        var endpoint = new SendMessageEndpoint(new SandboxOptions(), "key", port: 1, store);
        endpoint.Handle("key", new SendForm(new string('s', 1000), new string('r', 1000), new string('m', 100_000)), problem: null);
        var message = store.Snapshot()[0];
        Assert.Equal((128, 128, 4096), (message.SessionId!.Length, message.Recipient!.Length, message.Message!.Length));
    }
}
