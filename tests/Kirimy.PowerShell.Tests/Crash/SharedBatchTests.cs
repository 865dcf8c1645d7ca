using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>Two processes with the same rows and the same batch share the work.</summary>
public sealed class SharedBatchTests : IDisposable
{
    private const int Rows = 1000;
    private const int RealShare = Rows / 20;

    private const string Script = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        & { foreach ($i in 0..LAST) { [pscustomobject] @{ wa = '62812{0}' -f (10000000 + $i); message = "text $i" } } } |
            Send-KirimyMessage -SessionId SESSION -BaseUri 'URI' -ApiKey $key -BatchId shared -Ledger 'LEDGER' -RequestsPerMinute 1000000 -MessagesPerDay 1000000 -ErrorAction Ignore |
            ForEach-Object { '{0} {1}' -f $_.Status, $_.ErrorCode }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Two_processes_share_a_batch_through_a_file() => ShareAsync(Path.Combine(folder.Path, "ledger.db"));

    [Fact]
    public async Task Two_processes_share_a_batch_through_Redis()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, RedisServer.Missing);
        using var redis = await RedisServer.StartAsync();
        await ShareAsync(redis.Uri);
    }

    private static async Task ShareAsync(string ledger)
    {
        // The first process gets its responses only after the second one has started.
        using var both = new CountdownEvent(2);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var server = new ScriptedServer(
            (request, _) =>
            {
                lock (seen)
                {
                    if (seen.Add(request.SessionId))
                    {
                        both.Signal();
                    }
                }

                both.Wait(TimeSpan.FromMinutes(2));
                return Answer.Sent();
            }
        );
        using var first = Start("a", server.BaseUri, ledger);
        using var second = Start("b", server.BaseUri, ledger);
        var ends = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        Assert.All(ends, end => Assert.Equal((Rows, string.Empty), (end.Lines.Length, end.Errors)));
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(i => $"62812{10_000_000 + i}"),
            server.Requests.Select(r => r.Recipient).Order(StringComparer.Ordinal)
        );
        Assert.All(ends, end => Assert.InRange(end.Lines.Count(l => l == "Sent"), RealShare, Rows));
        Assert.All(
            ends,
            end => Assert.All(end.Lines, l => Assert.Contains(l, new[] { "Sent", "Skipped ALREADY_SENT", "Skipped IN_PROGRESS" }))
        );
        Assert.Equal(Rows, ends.Sum(end => end.Lines.Count(l => l == "Sent")));
    }

    private static ScriptProcess Start(string session, Uri uri, string ledger) =>
        new(
            Script
                .Replace("MODULE", BuiltModule.ManifestPath, StringComparison.Ordinal)
                .Replace("LAST", (Rows - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("SESSION", session, StringComparison.Ordinal)
                .Replace("URI", uri.AbsoluteUri, StringComparison.Ordinal)
                .Replace("LEDGER", ledger, StringComparison.Ordinal)
        );
}
