using System.Collections;
using System.Globalization;

namespace Kirimy.Client.Builds;

/// <summary>The environment that a CI system started a process with: its variables, and the files that some of them name.</summary>
public sealed class BuildVariables
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string?> readFile;

    /// <summary>Takes the variables as they are.</summary>
    /// <param name="variables">Names and values; a name counts in any case, as it does on Windows.</param>
    /// <param name="readFile">From a path to a file's text; null where there is none that can be read.</param>
    public BuildVariables(IEnumerable<KeyValuePair<string, string>> variables, Func<string, string?> readFile)
    {
        this.readFile = readFile;
        foreach (var variable in variables)
        {
            values[variable.Key] = variable.Value;
        }
    }

    /// <summary>Those of this process.</summary>
    public static BuildVariables Current =>
        new(
            from DictionaryEntry entry in Environment.GetEnvironmentVariables()
            select new KeyValuePair<string, string>((string)entry.Key, (string?)entry.Value ?? string.Empty),
            ReadFile
        );

    /// <summary>All of them.</summary>
    internal IReadOnlyDictionary<string, string> All => values;

    /// <summary>The first of several variables that has a value; null where none has.</summary>
    internal string? First(params string[] names) => names.Select(Get).FirstOrDefault(static value => value is not null);

    /// <summary>Whether a variable says yes.</summary>
    internal bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A moment that one of several variables names, in UTC where it says nothing else.</summary>
    internal DateTimeOffset? Moment(params string[] names) =>
        DateTimeOffset.TryParse(First(names), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    /// <summary>The text of the file that a variable names.</summary>
    internal string? FileOf(string name) => First(name) is { } path ? Read(path) : null;

    /// <summary>The text of a file.</summary>
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
