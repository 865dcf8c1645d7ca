namespace Kirimy.Benchmarks;

/// <summary>A measurement that answers one question. Add a class and name it in Program.cs.</summary>
internal interface IBenchmark
{
    string Question { get; }

    void Run(TextWriter output);
}
