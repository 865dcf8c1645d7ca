using Kirimy.Client.Ledger.Sqlite;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Steps that are committed together don't share their failures.</summary>
public sealed class WriteQueueTests : IDisposable
{
    private readonly LedgerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_failed_step_reverts_only_its_own_changes()
    {
        using var database = SqliteDatabase.Open(folder.Ledger, TimeSpan.FromSeconds(20));
        using var queue = new WriteQueue(database);
        using var open = new ManualResetEventSlim();
        var first = queue.ReadAsync(
            () =>
            {
                open.Wait();
                return true;
            },
            CancellationToken.None
        );
        var steps = Enumerable
            .Range(0, 5)
            .Select(i => queue.WriteAsync(() => Add(database, i, fails: i == 2), CancellationToken.None))
            .ToList();
        open.Set();
        await first;

        await Assert.ThrowsAsync<InvalidOperationException>(() => steps[2]);
        var others = await Task.WhenAll(steps.Where((_, i) => i != 2));
        Assert.Equal([0, 1, 3, 4], others);
        Assert.Equal(4, database.Number("SELECT count(*) FROM keys"));
    }

    [Fact]
    public async Task Every_step_fails_when_the_database_fails_unexpectedly()
    {
        var database = SqliteDatabase.Open(folder.Ledger, TimeSpan.FromSeconds(20));
        using var queue = new WriteQueue(database);
        database.Dispose();

        for (var i = 0; i < 2; i++)
        {
            var failure = await Record.ExceptionAsync(() =>
                queue.WriteAsync(() => true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10))
            );
            Assert.IsNotType<TimeoutException>(failure);
            Assert.NotNull(failure);
        }
    }

    private static int Add(SqliteDatabase database, int number, bool fails)
    {
        database.Execute("INSERT INTO keys (fingerprint, service) VALUES (?, 'https://example.com/')", $"key {number}");
        return fails ? throw new InvalidOperationException("step") : number;
    }
}
