using Kirimy.Client.Api;
using Kirimy.Client.Delivery;

namespace Kirimy.Client.Tests.Delivery;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(ErrorCode.ProxyAuthentication, "EndBatch")]
    [InlineData(ErrorCode.LedgerUnavailable, "EndBatch")]
    [InlineData(ErrorCode.NetworkError, "Retry")]
    public void An_unreached_service_ends_the_batch_only_when_no_message_could_reach_it(string code, string decision)
    {
        var response = new ApiResponse { Kind = ResponseKind.NotReached, Code = code };
        Assert.Equal(decision, RetryPolicy.Decide(response, DeliveryMode.AtMostOnce).ToString());
    }
}
