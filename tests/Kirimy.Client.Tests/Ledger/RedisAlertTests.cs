using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Redis;
using Kirimy.Client.Messages;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests alert steps that are repeated because their reply was lost.</summary>
public sealed class RedisAlertTests
{
    private static readonly OutgoingMessage Alert = new(0, "6281234567890", "disk full", ["s"])
    {
        Alert = new Alert(TimeSpan.FromHours(1), key: null, note: null),
    };

    [Fact]
    public async Task A_repeated_step_counts_once()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "There is no redis-server on this machine (Debian: apt-get install redis-server).");
        using var server = await RedisServer.StartAsync();
        using var folder = new LedgerFolder();
        using var one = Open(server, folder);
        using var other = Open(server, folder);
        var turn = await one.RaiseAsync(Alert, "1");
        Assert.True(turn.MayGo);
        Assert.True((await one.RaiseAsync(Alert, "1")).MayGo);
        Assert.Equal(1, (await other.RaiseAsync(Alert, "1")).SuppressedCount);
        Assert.Equal(1, (await other.RaiseAsync(Alert, "1")).SuppressedCount);
        await one.EndAlertAsync(Alert, turn with { SuppressedCount = 1 }, wasSent: true);
        Assert.Equal(1, (await other.RaiseAsync(Alert, "2")).SuppressedCount);
        await one.EndAlertAsync(Alert, turn with { SuppressedCount = 1 }, wasSent: true);
        Assert.Equal(2, (await other.RaiseAsync(Alert, "3")).SuppressedCount);
    }

    private static RedisLedgerStore Open(RedisServer server, LedgerFolder folder) =>
        new(RedisAddress.Parse(server.Uri), Entries.Scope, new LedgerOptions(), new LocalMarks(folder.Path));
}
