using System.Diagnostics;

namespace Kirimy.Benchmarks;

/// <summary>Measures the duration of a warmed-up action over several runs.</summary>
/// <param name="Median">The median duration.</param>
/// <param name="Best">The shortest duration: the run that other work on the machine disturbed least.</param>
internal sealed record Measurement(TimeSpan Median, TimeSpan Best)
{
    private const int WarmUps = 3;
    private const int Runs = 9;

    public static Measurement Of(Action action)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            action();
        }

        var elapsed = new TimeSpan[Runs];
        for (var i = 0; i < Runs; i++)
        {
            // Collect the garbage of one run before the next one.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var from = Stopwatch.GetTimestamp();
            action();
            elapsed[i] = Stopwatch.GetElapsedTime(from);
        }

        Array.Sort(elapsed);
        return new Measurement(elapsed[Runs / 2], elapsed[0]);
    }
}
