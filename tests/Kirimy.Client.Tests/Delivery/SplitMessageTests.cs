using Kirimy.Client.Delivery;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

public sealed class SplitMessageTests
{
    private readonly DeliveryOptions options = new() { Time = new InstantTime(), MaximumRetryCount = 1 };

    [Fact]
    public async Task Parts_are_sent_in_order_and_have_one_result()
    {
        await using var server = new ScriptedServer((_, n) => Answer.Sent($"M-{n}"));
        var result = Assert.Single((await BatchRun.SendAsync(server, options, Parted())).Results);
        Assert.Equal(["one", "two", "three"], server.Requests.Select(r => r.Message));
        Assert.Equal(
            (DeliveryStatus.Sent, "M-0", 3, 3, 3),
            (result.Status, result.MessageId, result.Parts, result.PartsSent, result.Attempts)
        );
        Assert.Null(result.ErrorCode);
    }

    [Fact]
    public async Task Messages_to_one_recipient_do_not_come_between_the_parts()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await BatchRun.SendAsync(server, options, Parted(), Parted() with { Index = 1, Text = "four", Parts = [] });
        Assert.Equal(["one", "two", "three", "four"], server.Requests.Select(r => r.Message));
    }

    [Theory]
    [InlineData("INVALID_PHONE_NUMBER", 1, DeliveryStatus.Failed, ErrorCode.PartlySent)]
    [InlineData("INVALID_API_KEY", 1, DeliveryStatus.Failed, ErrorCode.PartlySent)]
    [InlineData("408", 1, DeliveryStatus.Failed, ErrorCode.PartlySent)]
    [InlineData("500", 1, DeliveryStatus.Unknown, ErrorCode.ServerError)]
    [InlineData("INVALID_PHONE_NUMBER", 0, DeliveryStatus.Failed, ErrorCode.InvalidPhoneNumber)]
    [InlineData("408", 0, DeliveryStatus.NotSent, ErrorCode.RateLimited)]
    [InlineData("500", 0, DeliveryStatus.Unknown, ErrorCode.ServerError)]
    public async Task No_part_is_sent_after_a_part_with_an_unknown_outcome(string fault, int sent, DeliveryStatus status, string code)
    {
        await using var server = new ScriptedServer(
            (r, _) => r.Message == (sent == 0 ? "one" : "two") ? RetryTests.AnswerOf(fault) : Answer.Sent()
        );
        var result = Assert.Single((await BatchRun.SendAsync(server, options, Parted())).Results);
        Assert.Equal((status, code, sent), (result.Status, result.ErrorCode, result.PartsSent));
        Assert.DoesNotContain("three", server.Requests.Select(r => r.Message));
        Assert.False(string.IsNullOrWhiteSpace(result.ErrorMessage));
    }

    [Fact]
    public async Task A_rerun_of_a_batch_sends_the_missing_parts()
    {
        var isDown = true;
        await using var server = new ScriptedServer(
            (r, _) => isDown && r.Message == "two" ? RetryTests.AnswerOf("408") : Answer.Sent("M-" + r.Message)
        );
        var client = BatchRun.Client(server.BaseUri);
        var message = Parted() with { Identity = new IdempotencyKey("b", "k") };
        Assert.Equal(ErrorCode.PartlySent, Assert.Single((await BatchRun.SendAsync(client, options, message)).Results).ErrorCode);

        isDown = false;
        var result = Assert.Single((await BatchRun.SendAsync(client, options, message)).Results);
        Assert.Equal((DeliveryStatus.Sent, "M-one", 3), (result.Status, result.MessageId, result.PartsSent));
        Assert.Equal(("b", "k"), (result.BatchId, result.MessageKey));
        Assert.Single(server.Requests, r => r.Message == "one");
        Assert.Single(server.Requests, r => r.Message == "three");

        var before = server.Requests.Count;
        var again = Assert.Single((await BatchRun.SendAsync(client, options, message)).Results);
        Assert.Equal((DeliveryStatus.Skipped, ErrorCode.AlreadySent, 3), (again.Status, again.ErrorCode, again.PartsSent));
        Assert.Equal(before, server.Requests.Count);
    }

    [Fact]
    public async Task A_part_is_never_confused_with_a_message_whose_key_resembles_its_own()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var client = BatchRun.Client(server.BaseUri);
        var message = Parted() with { Identity = new IdempotencyKey("b", "invoice") };
        await BatchRun.SendAsync(client, options, message);
        var other = message with { Identity = new IdempotencyKey("b", "invoice (2)"), Text = "another", Parts = [] };
        Assert.Equal(DeliveryStatus.Sent, Assert.Single((await BatchRun.SendAsync(client, options, other)).Results).Status);
    }

    [Fact]
    public async Task All_parts_are_sent_by_the_session_of_the_first()
    {
        await using var server = new ScriptedServer(
            (r, _) =>
                (r.SessionId, r.Message) switch
                {
                    ("a", _) => RetryTests.AnswerOf("SESSION_INACTIVE"),
                    ("b", "three") => RetryTests.AnswerOf("SESSION_INACTIVE"),
                    _ => Answer.Sent(),
                }
        );
        var run = await BatchRun.SendAsync(server, options, Parted("a", "b", "c"));
        var result = Assert.Single(run.Results);
        Assert.Equal((ErrorCode.PartlySent, 2, "b"), (result.ErrorCode, result.PartsSent, result.SessionId));
        Assert.Equal(["a", "b", "b", "b"], server.Requests.Select(r => r.SessionId));
    }

    private static OutgoingMessage Parted(params string[] sessions) =>
        BatchRun.Message(0, recipient: null, sessions) with
        {
            Text = "one two three",
            Parts = ["one", "two", "three"],
        };
}
