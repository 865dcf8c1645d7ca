using System.Collections.Concurrent;
using System.Globalization;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests.Crash;

/// <summary>
/// A real process sends rows with the real cmdlet, is killed at a random moment (SIGKILL), and is started again with the same command
/// until it ends by itself.
/// </summary>
internal sealed class CrashRun(CrashOptions options, Random random)
{
    private const int MostKills = 3;

    private const string SendScript = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        & { foreach ($i in 0..LAST) { [pscustomobject] @{ wa = '62812{0}' -f (10000000 + $i); message = "text $i" } } } |
            Send-KirimyMessage -SessionId s -BaseUri 'URI' -ApiKey $key -ThrottleLimit WORKERS -BatchId BATCH -Ledger 'LEDGER' -RequestsPerMinute 1000000 -MessagesPerDay 1000000 -ErrorAction SilentlyContinue |
            ForEach-Object { '{0} {1} {2}' -f $_.Receive, $_.Status, $_.ErrorCode }
        """;

    private const string LogScript = """
        Import-Module 'MODULE'
        Get-KirimyDelivery -BatchId BATCH -Ledger 'LEDGER' | ForEach-Object { '{0} {1}' -f $_.Receive, $_.Status }
        """;

    private readonly ConcurrentDictionary<string, int> arrived = new(StringComparer.Ordinal);
    private int strikeAt;
    private TaskCompletionSource struck = new();

    /// <summary>Runs it.</summary>
    public async Task<CrashReport> RunAsync()
    {
        await using var server = new ScriptedServer(
            (request, n) =>
            {
                arrived.AddOrUpdate(request.Receive, 1, (_, times) => times + 1);
                if (n == Volatile.Read(ref strikeAt))
                {
                    // Before the answer, with it or after it.
                    struck.TrySetResult();
                }

                return Answer.Sent($"M-{n}");
            }
        );
        var kills = 0;
        string[]? lines = null;
        while (lines is null)
        {
            struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref strikeAt, kills < MostKills ? server.Requests.Count + random.Next(options.Rows / MostKills) : -1);
            using var process = Start(SendScript.Replace("URI", server.BaseUri.AbsoluteUri, StringComparison.Ordinal));
            var end = process.EndAsync();
            if (await Task.WhenAny(struck.Task, end) == struck.Task)
            {
                kills++;
                Thread.SpinWait(random.Next(200_000));
                if (options.Strike is { } strike)
                {
                    await strike();
                }
                else
                {
                    process.Kill();
                }
            }

            var (written, errors) = await end;
            lines = options.Strike is not null || !struck.Task.IsCompleted ? Whole(written, errors) : null;
        }

        using var log = Start(LogScript);
        var (records, problems) = await log.EndAsync();
        return Compare(kills, lines, problems.Length == 0 ? records : throw new InvalidOperationException(problems));
    }

    private ScriptProcess Start(string script) =>
        new(
            options.ScriptHost,
            script
                .Replace("MODULE", options.ModulePath, StringComparison.Ordinal)
                .Replace("BATCH", options.Batch, StringComparison.Ordinal)
                .Replace("LEDGER", options.Ledger, StringComparison.Ordinal)
                .Replace("LAST", (options.Rows - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("WORKERS", options.Workers.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );

    /// <summary>The results of a run that was not killed; null when it is to be run again.</summary>
    private string[]? Whole(string[] lines, string errors)
    {
        if (errors.Length > 0 || lines.Length != options.Rows)
        {
            throw new InvalidOperationException($"A run that was not killed gave {lines.Length} results for {options.Rows} rows. {errors}");
        }

        return Array.Exists(lines, line => line.Split(' ')[1] is "NotSent" or "Failed") ? null : lines;
    }

    private CrashReport Compare(int kills, string[] lines, string[] records)
    {
        var reported = lines.Select(line => line.Split(' ')).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        var recorded = records.Select(line => line.Split(' ')).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        var certain = reported.Where(r => r.Value != "Unknown").Select(r => r.Key).ToList();
        return new CrashReport(
            kills,
            reported.Count - certain.Count,
            [.. certain.Where(receive => Times(receive) > 1)],
            [.. certain.Where(receive => Times(receive) == 0)],
            [
                .. reported
                    .Keys.Where(receive => !Agree(recorded.GetValueOrDefault(receive), Times(receive)))
                    .Select(receive =>
                        $"{receive} ({recorded.GetValueOrDefault(receive)} on record, {reported[receive]} told, {Times(receive)} arrived)"
                    ),
            ]
        );
    }

    private int Times(string receive) => arrived.GetValueOrDefault(receive);

    private static bool Agree(string? status, int times) =>
        status switch
        {
            "Sent" => times == 1,
            "Unknown" => times <= 1,
            _ => false,
        };
}
