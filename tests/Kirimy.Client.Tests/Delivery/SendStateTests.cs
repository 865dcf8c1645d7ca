using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Tests.Ledger;

namespace Kirimy.Client.Tests.Delivery;

public sealed class SendStateTests
{
    private static readonly ApiResponse Inactive = new()
    {
        Kind = ResponseKind.Refused,
        Code = ErrorCode.SessionInactive,
        HttpStatus = 409,
    };
    private static readonly ApiResponse Busy = new()
    {
        Kind = ResponseKind.Busy,
        Code = ErrorCode.RateLimited,
        HttpStatus = 429,
    };
    private static readonly ApiResponse Lost = new() { Kind = ResponseKind.Uncertain, Code = ErrorCode.DeliveryUnknown };
    private static readonly ApiResponse BatchOver = new()
    {
        Kind = ResponseKind.NotReached,
        Code = ErrorCode.QuotaExceeded,
        HttpStatus = 403,
    };

    [Fact]
    public void A_batch_that_ends_between_two_sessions_leaves_the_message_not_sent()
    {
        var result = After(Inactive, state => state.GiveUp(BatchOver));
        Assert.Equal(
            (DeliveryStatus.NotSent, ErrorCode.QuotaExceeded, null, 1),
            (result.Status, result.ErrorCode, result.HttpStatus, result.Attempts)
        );
    }

    [Fact]
    public void A_stop_between_two_sessions_leaves_the_message_not_sent()
    {
        var result = After(Inactive, state => state.Stop());
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.Cancelled), (result.Status, result.ErrorCode));
    }

    [Fact]
    public void A_stop_during_a_wait_keeps_the_message()
    {
        var result = After(Busy, state => state.Stop());
        Assert.Equal((DeliveryStatus.NotSent, ErrorCode.RateLimited), (result.Status, result.ErrorCode));
    }

    [Fact]
    public void A_message_that_may_have_arrived_stays_Unknown_after_any_later_outcome()
    {
        foreach (var end in new Action<SendState>[] { j => j.Stop(), j => j.GiveUp(BatchOver), j => j.RecordOutcome("b", Inactive) })
        {
            var result = After(Lost, end);
            Assert.Equal((DeliveryStatus.Unknown, ErrorCode.DeliveryUnknown), (result.Status, result.ErrorCode));
        }
    }

    private static SendResult After(ApiResponse first, Action<SendState> end)
    {
        var message = BatchRun.Message(0, null, "a", "b");
        var ledger = LedgerAddress.None.Open(Entries.Scope, new LedgerOptions { Limits = BatchRun.Unlimited });
        var state = new SendState(message, ledger.OpenEntry(message, _ => { }), TimeProvider.System);
        state.BeginRequest();
        state.RecordOutcome("a", first);
        end(state);
        return state.ToResult();
    }
}
