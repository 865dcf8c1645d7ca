using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

/// <summary>No other test runs in parallel, because memory is measured for the whole process.</summary>
[Collection(nameof(ReportMemoryTests))]
[CollectionDefinition(nameof(ReportMemoryTests), DisableParallelization = true)]
public sealed class ReportMemoryTests : IDisposable
{
    private readonly SampleReport sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_messages()
    {
        foreach (var name in (string[])["x.html", "x.csv", "x.json", "x.xml"])
        {
            var path = Path.Combine(sample.Folder, name);
            using var report = ReportWriter.Create(path, sample.Options);
            var row = SampleReport.Rows(4).Last() with { Message = new string('x', 100) };
            Fill(20_000);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Fill(60_000);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);

            void Fill(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    report.Add(row with { Timestamp = SampleReport.Start.AddSeconds(i) });
                }
            }
        }
    }
}
