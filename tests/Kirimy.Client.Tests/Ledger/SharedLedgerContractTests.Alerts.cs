namespace Kirimy.Client.Tests.Ledger;

public abstract partial class SharedLedgerContractTests
{
    [Fact]
    public async Task An_alert_that_a_dead_process_was_at_is_nobody_s()
    {
        var dead = OpenElsewhere();
        Assert.True((await dead.RaiseAsync(Alert(LongWindow))).MayGo);
        Assert.False((await Open().RaiseAsync(Alert(LongWindow))).MayGo);
        await KillAsync(dead);
        var next = await OpenElsewhere().RaiseAsync(Alert(LongWindow));
        Assert.Equal((true, 1), (next.MayGo, next.SuppressedCount));
    }
}
