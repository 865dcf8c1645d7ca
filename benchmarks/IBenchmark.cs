namespace Kirimy.Benchmarks;

/// <summary>A benchmark that answers one question. To add one, create a class and list it in Program.cs.</summary>
internal interface IBenchmark
{
    string Question { get; }

    void Run(TextWriter output);
}
