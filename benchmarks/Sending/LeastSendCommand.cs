using System.Collections.Concurrent;
using System.Management.Automation;
using System.Threading.Channels;

namespace Kirimy.Benchmarks.Sending;

/// <summary>
/// What any command pays that takes rows from the pipeline and sends them with HttpClient: rows are read, requests made, results written,
/// and nothing else is done. It checks no number, repeats nothing, keeps no limit and no order, and can't be stopped.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "Least")]
public sealed class LeastSendCommand : PSCmdlet
{
    /// <summary>Enough that nobody waits for each single message.</summary>
    private const int Ahead = 512;

    private readonly Channel<(string Receive, string Message)> queue = Channel.CreateUnbounded<(string, string)>();
    private readonly ConcurrentQueue<LeastResult> results = new();
    private Task workers = Task.CompletedTask;
    private int inside;

    /// <summary>A row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What sends a message.</summary>
    [Parameter(Mandatory = true)]
    public Func<string, string, Task<string?>>? Post { get; set; }

    /// <summary>How many requests are under way at once.</summary>
    [Parameter]
    public int ThrottleLimit { get; set; } = 1;

    protected override void BeginProcessing() =>
        workers = Task.WhenAll(Enumerable.Range(0, ThrottleLimit).Select(_ => Task.Run(WorkAsync)));

    protected override void ProcessRecord()
    {
        string? receive = null;
        string? message = null;
        foreach (var property in InputObject!.Properties)
        {
            if (string.Equals(property.Name, "wa", StringComparison.OrdinalIgnoreCase))
            {
                receive = property.Value as string;
            }
            else if (string.Equals(property.Name, "message", StringComparison.OrdinalIgnoreCase))
            {
                message = property.Value as string;
            }
        }

        while (inside >= Ahead)
        {
            WriteResults();
            if (inside >= Ahead)
            {
                Thread.Sleep(1);
            }
        }

        inside++;
        queue.Writer.TryWrite((receive!, message!));
    }

    protected override void EndProcessing()
    {
        queue.Writer.Complete();
        workers.GetAwaiter().GetResult();
        WriteResults();
    }

    private void WriteResults()
    {
        while (results.TryDequeue(out var result))
        {
            inside--;
            WriteObject(result);
        }
    }

    private async Task WorkAsync()
    {
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (queue.Reader.TryRead(out var next))
            {
                results.Enqueue(new LeastResult(await Post!(next.Receive, next.Message).ConfigureAwait(false)));
            }
        }
    }
}
