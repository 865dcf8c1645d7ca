using System.Collections.Concurrent;
using System.Diagnostics;
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
    private const int MaxKills = 3;

    private const string SendScript = """
        Import-Module 'MODULE'
        $key = [System.Net.NetworkCredential]::new('', 'b22d5cc2a561ce890269f782d3321858').SecurePassword
        & { foreach ($i in 0..LAST) { [pscustomobject] @{ wa = '62812{0}' -f (10000000 + $i); message = "text $i" } } } |
            Send-KirimyMessage -SessionId s -BaseUri 'URI' -ApiKey $key -ThrottleLimit WORKERS -BatchId BATCH -Ledger 'LEDGER' -RequestsPerMinute 1000000 -MessagesPerDay 1000000 -ErrorAction SilentlyContinue -ErrorVariable failures 3>&1 |
            ForEach-Object {
                if ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING - $_" }
                else { 'RESULT {0} {1} {2} attempts {3} {4}' -f $_.Recipient, $_.Status, $_.ErrorCode, $_.Attempts, $_.ErrorMessage }
            }
        $failures | ForEach-Object { 'ERROR {0} {1}: {2}' -f $_.TargetObject.Recipient, $_.FullyQualifiedErrorId, $_ }
        """;

    private const string LogScript = """
        Import-Module 'MODULE'
        Get-KirimyDelivery -BatchId BATCH -Ledger 'LEDGER' |
            ForEach-Object { 'RECORD {0} {1} {2}' -f $_.Recipient, $_.Status, ($_ | ConvertTo-Json -Compress) }
        """;

    private readonly ConcurrentDictionary<string, int> arrived = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string? Recipient, string Text)> journal = new();
    private readonly long begin = Stopwatch.GetTimestamp();
    private int strikeAt;
    private TaskCompletionSource struck = new();

    /// <summary>Runs it.</summary>
    public async Task<CrashReport> RunAsync()
    {
        await using var server = new ScriptedServer(
            (request, n) =>
            {
                arrived.AddOrUpdate(request.Recipient, 1, (_, times) => times + 1);
                Note(request.Recipient, $"request {n} arrived");
                if (n == Volatile.Read(ref strikeAt))
                {
                    // Before, during or after the response.
                    struck.TrySetResult();
                }

                return Answer.Sent($"M-{n}");
            }
        );
        var kills = 0;
        Dictionary<string, string>? results = null;
        for (var run = 1; results is null; run++)
        {
            struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref strikeAt, kills < MaxKills ? server.Requests.Count + random.Next(options.Rows / MaxKills) : -1);
            Note(recipient: null, $"run {run} starts; the strike is at request {strikeAt}");
            using var process = Start(SendScript.Replace("URI", server.BaseUri.AbsoluteUri, StringComparison.Ordinal));
            var end = process.EndAsync();
            if (await Task.WhenAny(struck.Task, end) == struck.Task)
            {
                kills++;
                Thread.SpinWait(random.Next(200_000));
                Note(recipient: null, "the strike begins");
                if (options.Strike is { } strike)
                {
                    await strike();
                }
                else
                {
                    process.Kill();
                }

                Note(recipient: null, "the strike is over");
            }

            var (lines, errors) = await end;
            var reported = Read(lines, "RESULT", $"run {run}: ");
            Note(recipient: null, $"run {run} has ended with {reported.Count} results. {errors}");
            results = options.Strike is not null || !struck.Task.IsCompleted ? Whole(reported, errors) : null;
        }

        using var log = Start(LogScript);
        var (records, problems) = await log.EndAsync();
        return Compare(kills, results, problems.Length == 0 ? Read(records, "RECORD", "") : throw new InvalidOperationException(problems));
    }

    private ScriptProcess Start(string script) =>
        new(
            script
                .Replace("MODULE", options.ModulePath, StringComparison.Ordinal)
                .Replace("BATCH", options.Batch, StringComparison.Ordinal)
                .Replace("LEDGER", options.Ledger, StringComparison.Ordinal)
                .Replace("LAST", (options.Rows - 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("WORKERS", options.Workers.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );

    /// <summary>The status of each recipient in the lines of one kind; every line is added to the journal.</summary>
    private Dictionary<string, string> Read(string[] lines, string kind, string prefix)
    {
        var statuses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            // The process may have been killed in the middle of its last line.
            var words = line.Split(' ', 4);
            Note(words.Length > 1 && words[1].StartsWith("62", StringComparison.Ordinal) ? words[1] : null, prefix + line);
            if (words[0] == kind && words.Length > 2)
            {
                statuses[words[1]] = words[2];
            }
        }

        return statuses;
    }

    /// <summary>The results of a run, or null if it was killed and must be run again.</summary>
    private Dictionary<string, string>? Whole(Dictionary<string, string> results, string errors)
    {
        if (errors.Length > 0 || results.Count != options.Rows)
        {
            throw new InvalidOperationException(
                $"A run that was not killed gave {results.Count} results for {options.Rows} rows. {errors}\n{Journal([])}"
            );
        }

        return results.ContainsValue("NotSent") || results.ContainsValue("Failed") ? null : results;
    }

    private CrashReport Compare(int kills, Dictionary<string, string> reported, Dictionary<string, string> recorded)
    {
        var certain = reported.Where(r => r.Value != "Unknown").Select(r => r.Key).ToList();
        var disagreements = reported.Keys.Where(recipient => !Agree(recorded.GetValueOrDefault(recipient), Times(recipient))).ToList();
        string[] duplicates = [.. certain.Where(recipient => Times(recipient) > 1)];
        string[] lost = [.. certain.Where(recipient => Times(recipient) == 0)];
        return new CrashReport(
            kills,
            reported.Count - certain.Count,
            duplicates,
            lost,
            [
                .. disagreements.Select(recipient =>
                    $"{recipient} ({recorded.GetValueOrDefault(recipient, "nothing")} on record, {reported[recipient]} told, {Times(recipient)} arrived)"
                ),
            ],
            Journal([.. duplicates, .. lost, .. disagreements])
        );
    }

    private int Times(string recipient) => arrived.GetValueOrDefault(recipient);

    private void Note(string? recipient, string text) =>
        journal.Enqueue(
            (recipient, string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begin).TotalMilliseconds:0} ms: {text}"))
        );

    /// <summary>The journal lines of some messages and of the runs.</summary>
    private string Journal(HashSet<string> messages) =>
        string.Join('\n', journal.Where(note => note.Recipient is null || messages.Contains(note.Recipient)).Select(note => note.Text));

    private static bool Agree(string? status, int times) =>
        status switch
        {
            "Sent" => times == 1,
            "Unknown" => times <= 1,
            _ => false,
        };
}
