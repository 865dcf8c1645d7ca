using System.Globalization;
using System.Reflection;
using System.Text;

namespace Kirimy.Benchmarks;

/// <summary>RESULTS.md: the latest table of each benchmark, and the machine of the measurement.</summary>
internal sealed class ResultsPage(IEnumerable<string> names)
{
    private const string Heading = "\n## ";

    private readonly Dictionary<string, string> sections = new(StringComparer.Ordinal);

    private static string PagePath =>
        typeof(ResultsPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ResultsPage").Value!;

    /// <summary>Adds the table of a benchmark.</summary>
    /// <param name="name">The benchmark's name.</param>
    /// <param name="question">The question that it answers.</param>
    /// <param name="load">The load of the machine at its start.</param>
    /// <param name="table">The table.</param>
    public void Add(string name, string question, string load, string table) =>
        sections[name] = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {question}\n\nMeasured on {DateTime.UtcNow:yyyy-MM-dd}{load}.\n\n{table.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd()}\n"
        );

    /// <summary>Writes the page to the folder of the benchmarks. A benchmark that wasn't run keeps the table of its last run.</summary>
    public void Save()
    {
        foreach (var kept in File.Exists(PagePath) ? File.ReadAllText(PagePath).Split(Heading).Skip(1) : [])
        {
            sections.TryAdd(kept[..kept.IndexOf(':', StringComparison.Ordinal)], kept);
        }

        var text = new StringBuilder(
            "# Results\n\nWhat `dotnet run -c Release --project benchmarks -- --save` printed last, benchmark by benchmark.\n\n"
        );
        text.AppendJoin('\n', Machine.Describe()).Append('\n');
        foreach (var name in names.Where(sections.ContainsKey))
        {
            text.Append(Heading).Append(sections[name]);
        }

        File.WriteAllText(PagePath, text.ToString());
    }
}
