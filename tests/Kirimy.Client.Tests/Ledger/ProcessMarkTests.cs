using Kirimy.Client.Ledger;

namespace Kirimy.Client.Tests.Ledger;

/// <summary>Tests that the mark of a process shows whether it is alive.</summary>
public sealed class ProcessMarkTests : IDisposable
{
    private readonly LedgerFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mark_is_alive_until_its_process_ends()
    {
        var mark = ProcessMark.Create(folder.Path);
        Assert.True(ProcessMark.IsAlive(folder.Path, mark.Id));
        Assert.False(ProcessMark.IsAbandoned(folder.Path, mark.Id));

        mark.Abandon();
        Assert.False(ProcessMark.IsAlive(folder.Path, mark.Id));
        Assert.True(ProcessMark.IsAbandoned(folder.Path, mark.Id));
    }

    [Fact]
    public void A_dead_owner_is_detected_when_many_processes_check_its_mark_simultaneously()
    {
        var mark = ProcessMark.Create(folder.Path);
        mark.Abandon();

        // A check is short, so many are needed to make two of them overlap.
        var looks = Enumerable
            .Range(0, 20_000)
            .AsParallel()
            .WithDegreeOfParallelism(4)
            .WithExecutionMode(ParallelExecutionMode.ForceParallelism);
        Assert.Equal(0, looks.Count(_ => ProcessMark.IsAlive(folder.Path, mark.Id)));
    }
}
