namespace Kirimy.Client.Tests.Ledger;

public abstract partial class SharedLedgerContractTests
{
    [Fact]
    public async Task An_alert_of_a_dead_process_has_no_owner()
    {
        var dead = OpenElsewhere();
        Assert.True((await dead.RaiseAsync(Alert(LongWindow))).MayGo);
        Assert.False((await Open().RaiseAsync(Alert(LongWindow))).MayGo);
        await KillAsync(dead);
        var next = await OpenElsewhere().RaiseAsync(Alert(LongWindow));
        Assert.Equal((true, 1), (next.MayGo, next.SuppressedCount));
    }
}
