using System.Reflection;
using System.Text;

namespace Kirimy.Benchmarks;

/// <summary>RESULTS.md: the tables of a run, and the machine they were measured on.</summary>
internal sealed class ResultsPage
{
    private readonly StringBuilder text = new();

    public ResultsPage()
    {
        text.Append("# Results\n\nThe last run of `dotnet run -c Release --project benchmarks -- --save`, as it was printed.\n\n");
        text.AppendJoin('\n', Machine.Describe()).Append('\n');
    }

    /// <summary>Adds what a benchmark printed.</summary>
    public void Add(string name, string question, string table) =>
        text.Append('\n')
            .Append("## " + name + ": " + question + "\n\n")
            .Append(table.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd())
            .Append('\n');

    /// <summary>Writes the page beside the benchmarks' own source.</summary>
    public void Save() => File.WriteAllText(PagePath, text.ToString());

    private static string PagePath =>
        typeof(ResultsPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ResultsPage").Value!;
}
