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
    public void A_new_ledger_has_the_full_quota_of_the_plan()
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
    public void Nothing_is_created_without_an_API_key()
    {
        var path = Path.Combine(folder.Path, "ledger.db");
        var probe = new LedgerProbe(LedgerAddress.Parse(path), new LedgerOptions());
        Assert.True(probe.Open(client: null).Ok);
        Assert.False(File.Exists(path));
        Assert.Null(Assert.Single(probe.Quotas(fingerprint: null, ["a"])).Ok);
    }

    [Fact]
    public void An_unusable_ledger_is_reported_and_the_quota_is_not_checked()
    {
        var path = Path.Combine(folder.Path, "ledger.db");
        File.WriteAllText(path, new string('x', 5000));
        var probe = new LedgerProbe(LedgerAddress.Parse(path), new LedgerOptions());
        var check = probe.Open(BatchRun.Client(BaseAddress.Default.Root));
        Assert.Equal((false, ErrorCode.LedgerDamaged), (check.Ok, check.ErrorCode));
        Assert.Null(Assert.Single(probe.Quotas(Secrets.Key.Fingerprint, ["a"])).Ok);
    }

    [Fact]
    public void The_ledger_check_is_skipped_without_a_ledger()
    {
        var probe = new LedgerProbe(LedgerAddress.None, new LedgerOptions());
        Assert.Null(probe.Open(BatchRun.Client(BaseAddress.Default.Root)).Ok);
        Assert.Null(Assert.Single(probe.Quotas(Secrets.Key.Fingerprint, ["a"])).Ok);
    }
}
