using System.Collections;

namespace Kirimy.Client.Builds;

/// <summary>The environment of a build: its variables, and the files that some of them name.</summary>
internal sealed class BuildVariables
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string?> readFile;

    /// <summary>Names are case-insensitive, as on Windows. <paramref name="readFile"/> returns null if a file can't be read.</summary>
    public BuildVariables(IEnumerable<KeyValuePair<string, string>> variables, Func<string, string?> readFile)
    {
        this.readFile = readFile;
        foreach (var variable in variables)
        {
            values[variable.Key] = variable.Value;
        }
    }

    public static BuildVariables Current =>
        new(
            from DictionaryEntry entry in Environment.GetEnvironmentVariables()
            select new KeyValuePair<string, string>((string)entry.Key, (string?)entry.Value ?? string.Empty),
            ReadFile
        );

    internal IReadOnlyDictionary<string, string> All => values;

    internal string? First(params string[] names) => names.Select(Get).FirstOrDefault(static value => value is not null);

    internal bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without an offset, it is UTC.</summary>
    internal DateTimeOffset? Moment(params string[] names) =>
        DateTimeOffset.TryParse(First(names), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    internal string? FileOf(string name) => First(name) is { } path ? Read(path) : null;

    internal string? Read(string path) => readFile(path);

    private static string? ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private string? Get(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
