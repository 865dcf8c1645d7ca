using Kirimy.Client.Diagnostics;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Delivery;
using Kirimy.Client.Tests.Ledger;

namespace Kirimy.Client.Tests.Diagnostics;

public sealed class LedgerProbeTests : IDisposable
{
    private readonly LedgerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_ledger_has_all_that_the_plan_allows()
    {
        var probe = new LedgerProbe(LedgerAddress.Parse(Path.Combine(folder.Path, "ledger.db")), new LedgerOptions());
        var client = BatchRun.Client(BaseAddress.Default.Root);
        Assert.True(probe.Open(client).Ok);
        var quotas = probe.Quotas(Secrets.Key.Fingerprint, ["a", "b"]).ToList();
        Assert.All(quotas, q => Assert.True(q.Ok));
        Assert.Equal(
            [
                "100 of 100 requests per minute remaining.",
                "a: 1000 of 1000 messages remaining today.",
                "b: 1000 of 1000 messages remaining today.",
            ],
            quotas.Select(q => q.Detail)
        );
    }

    [Fact]
    public void Without_a_key_nothing_is_made()
    {
        var path = Path.Combine(folder.Path, "ledger.db");
        var probe = new LedgerProbe(LedgerAddress.Parse(path), new LedgerOptions());
        Assert.True(probe.Open(client: null).Ok);
        Assert.False(File.Exists(path));
        Assert.Null(Assert.Single(probe.Quotas(fingerprint: null, ["a"])).Ok);
    }

    [Fact]
    public void A_ledger_that_can_not_be_used_says_why_and_leaves_the_quota_open()
    {
        var path = Path.Combine(folder.Path, "ledger.db");
        File.WriteAllText(path, new string('x', 5000));
        var probe = new LedgerProbe(LedgerAddress.Parse(path), new LedgerOptions());
        var check = probe.Open(BatchRun.Client(BaseAddress.Default.Root));
        Assert.Equal((false, ErrorCode.LedgerDamaged), (check.Ok, check.ErrorCode));
        Assert.Null(Assert.Single(probe.Quotas(Secrets.Key.Fingerprint, ["a"])).Ok);
    }

    [Fact]
    public void No_ledger_is_neither_good_nor_bad()
    {
        var probe = new LedgerProbe(LedgerAddress.None, new LedgerOptions());
        Assert.Null(probe.Open(BatchRun.Client(BaseAddress.Default.Root)).Ok);
        Assert.Null(Assert.Single(probe.Quotas(Secrets.Key.Fingerprint, ["a"])).Ok);
    }
}
