using Kirimy.Client.Ledger;
using Kirimy.Client.Messages;

namespace Kirimy.Client.Tests.Ledger;

public abstract partial class LedgerContractTests
{
    [Fact]
    public async Task A_sent_alert_suppresses_repeats_and_the_next_one_has_the_count()
    {
        var before = Now;
        await RaiseAndSendAsync(Open(), Alert(LongWindow));
        var after = Now;
        for (var i = 1; i <= 3; i++)
        {
            var held = await OpenElsewhere().RaiseAsync(Alert(LongWindow));
            Assert.Equal((false, i), (held.MayGo, held.SuppressedCount));
            Assert.InRange(held.Until!.Value, before + LongWindow, after + LongWindow + Margin);
        }

        await PassAsync(Window + Margin);
        var next = await Open().RaiseAsync(Alert(Window));
        Assert.Equal((true, 3), (next.MayGo, next.SuppressedCount));
        Assert.InRange(next.Since!.Value, before - Margin, after + Margin);
    }

    [Fact]
    public async Task A_suppressed_count_is_reported_once_and_later_ones_by_the_next_alert()
    {
        await RaiseAndSendAsync(Open(), Alert(LongWindow));
        await Open().RaiseAsync(Alert(LongWindow));
        await PassAsync(Window + Margin);
        var ledger = Open();
        var teller = await ledger.RaiseAsync(Alert(Window));
        Assert.Equal(1, teller.SuppressedCount);
        Assert.False((await OpenElsewhere().RaiseAsync(Alert(Window))).MayGo);
        await ledger.EndAlertAsync(Alert(Window), teller, wasSent: true);
        await PassAsync(Window + Margin);
        Assert.Equal(1, (await RaiseAndSendAsync(OpenElsewhere(), Alert(Window))).SuppressedCount);
        await PassAsync(Window + Margin);
        var last = await Open().RaiseAsync(Alert(Window));
        Assert.Equal((true, 0, null), (last.MayGo, last.SuppressedCount, last.Since));
    }

    [Fact]
    public async Task An_alert_that_was_not_sent_suppresses_nothing_and_the_next_one_has_its_count()
    {
        var (one, other) = (Open(), OpenElsewhere());
        var failing = await one.RaiseAsync(Alert(LongWindow));
        Assert.True(failing.MayGo);
        var held = await other.RaiseAsync(Alert(LongWindow));
        Assert.Equal((false, 1, null), (held.MayGo, held.SuppressedCount, held.Until));
        await one.EndAlertAsync(Alert(LongWindow), failing, wasSent: false);
        var again = await other.RaiseAsync(Alert(LongWindow));
        Assert.Equal((true, 1), (again.MayGo, again.SuppressedCount));
        await other.EndAlertAsync(Alert(LongWindow), again, wasSent: false);
        var third = await Open().RaiseAsync(Alert(LongWindow));
        Assert.Equal((true, 1), (third.MayGo, third.SuppressedCount));
    }

    [Fact]
    public async Task One_of_many_simultaneous_alerts_is_sent()
    {
        DeliveryLedger[] ledgers = [Open(), OpenElsewhere(), OpenElsewhere()];
        var turns = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(i => Task.Run(async () => await ledgers[i % ledgers.Length].RaiseAsync(Alert(LongWindow))))
        );
        Assert.Single(turns, static turn => turn.MayGo);
        Assert.Equal(Enumerable.Range(1, 23), turns.Where(static turn => !turn.MayGo).Select(static turn => turn.SuppressedCount).Order());
    }

    [Fact]
    public async Task Alerts_are_the_same_by_recipient_and_text_or_by_recipient_and_key()
    {
        await RaiseAndSendAsync(Open(), Alert(LongWindow));
        await RaiseAndSendAsync(Open(), Alert(LongWindow, text: "another"));
        await RaiseAndSendAsync(Open(), Alert(LongWindow, recipient: "6281234567891"));
        await RaiseAndSendAsync(Open(), Alert(LongWindow, key: "k"));
        await RaiseAndSendAsync(Open(), Alert(LongWindow, key: "the text"));
        Assert.False((await OpenElsewhere().RaiseAsync(Alert(LongWindow, key: "k", text: "yet another"))).MayGo);
        Assert.True((await OpenElsewhere().RaiseAsync(Alert(LongWindow, key: "K"))).MayGo);
        Assert.True((await OpenElsewhere().RaiseAsync(Alert(LongWindow, key: "k", recipient: "6281234567891"))).MayGo);
    }

    [Fact]
    public async Task Each_alert_specifies_its_own_window()
    {
        await RaiseAndSendAsync(Open(), Alert(Window));
        await PassAsync(Window + Margin);
        Assert.False((await OpenElsewhere().RaiseAsync(Alert(LongWindow))).MayGo);
        Assert.True((await OpenElsewhere().RaiseAsync(Alert(Window))).MayGo);
    }

    private protected static OutgoingMessage Alert(
        TimeSpan window,
        string? key = null,
        string text = "the text",
        string recipient = "6281234567890"
    ) => new(0, recipient, text, ["s"]) { Alert = new Alert(window, key, note: null) };

    private static async Task<SuppressionDecision> RaiseAndSendAsync(DeliveryLedger ledger, OutgoingMessage alert)
    {
        var turn = await ledger.RaiseAsync(alert);
        Assert.True(turn.MayGo);
        await ledger.EndAlertAsync(alert, turn, wasSent: true);
        return turn;
    }
}
