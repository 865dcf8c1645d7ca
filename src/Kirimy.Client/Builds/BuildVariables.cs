using System.Collections;

namespace Kirimy.Client.Builds;

/// <summary>The environment of a build: its variables, and the files that some of them name.</summary>
public sealed class BuildVariables
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string?> readFile;

    /// <summary>Creates an environment.</summary>
    /// <param name="variables">Names and values. Names are case-insensitive, as on Windows.</param>
    /// <param name="readFile">Reads the text of a file; returns null if it can't be read.</param>
    public BuildVariables(IEnumerable<KeyValuePair<string, string>> variables, Func<string, string?> readFile)
    {
        this.readFile = readFile;
        foreach (var variable in variables)
        {
            values[variable.Key] = variable.Value;
        }
    }

    /// <summary>The environment of this process.</summary>
    public static BuildVariables Current =>
        new(
            from DictionaryEntry entry in Environment.GetEnvironmentVariables()
            select new KeyValuePair<string, string>((string)entry.Key, (string?)entry.Value ?? string.Empty),
            ReadFile
        );

    internal IReadOnlyDictionary<string, string> All => values;

    /// <summary>The value of the first variable that has one; null if none has.</summary>
    internal string? First(params string[] names) => names.Select(Get).FirstOrDefault(static value => value is not null);

    /// <summary>Whether the value of a variable is "true".</summary>
    internal bool IsTrue(string name) => string.Equals(Get(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The time in the first variable that has a value; without an offset, it is UTC.</summary>
    internal DateTimeOffset? Moment(params string[] names) =>
        DateTimeOffset.TryParse(First(names), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    /// <summary>Reads the file that a variable names.</summary>
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
