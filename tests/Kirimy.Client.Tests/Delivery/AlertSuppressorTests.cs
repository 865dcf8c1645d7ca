using Kirimy.Client.Delivery;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Ledger;
using Kirimy.Client.Tests.Servers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>Alert suppression: which alerts are suppressed, what opens the window, and what the next alert states.</summary>
public sealed class AlertSuppressorTests
{
    private const string Note = "({{count}} more since {{since}})";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly InstantTime time = new();

    private DeliveryOptions Options => new() { Time = time, MaximumRetryCount = 0 };

    [Fact]
    public async Task The_same_alert_is_suppressed_and_the_next_one_has_the_count()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var first = await BatchRun.SendAsync(server, Options, Alert(0));
        Assert.Equal((DeliveryStatus.Sent, 0), (first.Results[0].Status, first.Results[0].SuppressedCount));
        var storm = await BatchRun.SendAsync(server, Options, Alert(0), Alert(1), Alert(2));
        Assert.All(
            storm.Results,
            result => Assert.Equal((DeliveryStatus.Skipped, ErrorCode.Suppressed), (result.Status, result.ErrorCode))
        );
        Assert.Equal([1, 2, 3], storm.Results.Select(static result => result.SuppressedCount));
        time.Advance(Hour);
        var next = await BatchRun.SendAsync(server, Options, Alert(0));
        Assert.Equal((DeliveryStatus.Sent, 3), (next.Results[0].Status, next.Results[0].SuppressedCount));
        Assert.Equal(["disk full", "disk full\n(3 more since 03:00)"], server.Requests.Select(static request => request.Message));
    }

    [Fact]
    public async Task A_day_later_the_note_names_the_day()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await BatchRun.SendAsync(server, Options, Alert(0), Alert(1));
        time.Advance(TimeSpan.FromDays(1));
        await BatchRun.SendAsync(server, Options, Alert(0));
        Assert.Contains("08/17/2026", server.Requests[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_or_unsent_alert_suppresses_nothing()
    {
        await using var server = new ScriptedServer((_, i) => i == 0 ? Answer.Refused("MESSAGE_REFUSED") : Answer.Sent());
        var run = await BatchRun.SendAsync(server, Options, Alert(0), Alert(1), Alert(2));
        Assert.Equal(
            [DeliveryStatus.Failed, DeliveryStatus.Sent, DeliveryStatus.Skipped],
            run.Results.Select(static result => result.Status)
        );
    }

    [Fact]
    public async Task An_alert_that_may_have_arrived_suppresses_the_next()
    {
        await using var server = new ScriptedServer(Answer.Html(500));
        var run = await BatchRun.SendAsync(server, Options, Alert(0), Alert(1));
        Assert.Equal([DeliveryStatus.Unknown, DeliveryStatus.Skipped], run.Results.Select(static result => result.Status));
    }

    [Fact]
    public async Task A_note_that_does_not_fit_is_omitted_from_the_text_but_not_from_the_result()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var text = new string('x', 4090);
        await BatchRun.SendAsync(server, Options, Alert(0, text), Alert(1, text));
        time.Advance(Hour);
        var next = await BatchRun.SendAsync(server, Options, Alert(0, text));
        Assert.Equal((DeliveryStatus.Sent, 1), (next.Results[0].Status, next.Results[0].SuppressedCount));
        Assert.Equal(text, server.Requests[1].Message);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(4096, false)]
    public async Task The_note_of_an_alert_in_parts_is_in_its_last_part_where_there_is_room(int last, bool hasRoom)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        string[] parts = [new string('x', 4096), new string('y', last)];
        var alert = Alert(0, string.Concat(parts)) with { Parts = parts };
        await BatchRun.SendAsync(server, Options, alert, alert with { Index = 1 });
        time.Advance(Hour);
        var next = await BatchRun.SendAsync(server, Options, alert);
        Assert.Equal((DeliveryStatus.Sent, 1, 2), (next.Results[0].Status, next.Results[0].SuppressedCount, next.Results[0].PartsSent));
        var sent = server.Requests.Select(static request => request.Message).ToList();
        Assert.Equal([.. parts, parts[0], parts[1] + (hasRoom ? "\n(1 more since 03:00)" : string.Empty)], sent);
    }

    [Fact]
    public async Task A_message_already_sent_in_its_batch_does_not_count_as_an_alert()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var message = Alert(0) with { Identity = new IdempotencyKey("b", "k") };
        await BatchRun.SendAsync(server, Options, message);
        time.Advance(Hour);
        var again = await BatchRun.SendAsync(server, Options, message);
        Assert.Equal(ErrorCode.AlreadySent, again.Results[0].ErrorCode);
        var other = await BatchRun.SendAsync(server, Options, Alert(0));
        Assert.Equal((DeliveryStatus.Sent, 0), (other.Results[0].Status, other.Results[0].SuppressedCount));
    }

    [Fact]
    public async Task A_resent_Unknown_alert_is_not_suppressed_by_its_own_record()
    {
        await using var server = new ScriptedServer((_, i) => i == 0 ? Answer.Html(500) : Answer.Sent());
        var message = Alert(0) with { Identity = new IdempotencyKey("b", "k") };
        var client = BatchRun.Client(server.BaseUri);
        var first = await BatchRun.SendAsync(client, Options, message);
        Assert.Equal(DeliveryStatus.Unknown, first.Results[0].Status);
        var limits = BatchRun.Unlimited;
        var ledger = LedgerAddress.None.Open(
            Entries.ScopeOf(client),
            new LedgerOptions
            {
                Limits = limits,
                Time = time,
                ResendUnknown = true,
            }
        );
        var again = new BatchRun();
        await Task.Run(() =>
        {
            using var batch = new DeliveryBatch(
                client,
                ledger,
                Options with
                {
                    Limits = limits,
                },
                again.Results.Add,
                again.Warnings.Add,
                again.Verbose.Add,
                CancellationToken.None
            );
            batch.Post(message);
            batch.Complete();
        });
        Assert.Equal((DeliveryStatus.Sent, null), (again.Results[0].Status, again.Results[0].ErrorCode));
    }

    private static OutgoingMessage Alert(int index, string text = "disk full") =>
        new(index, "6281234567890", text, ["s"]) { Alert = new Alert(Hour, key: null, MessageTemplate.Parse(Note)) };
}
