using Kirimy.Client.Builds;

namespace Kirimy.Client.Tests.Builds;

/// <summary>The environments in Environments/*.env: the documented variables of each system, with values of the documented form.</summary>
internal static class RecordedEnvironment
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Builds", "Environments");

    /// <summary>The variables of a CI system.</summary>
    public static BuildVariables Open(string name, params (string Name, string? Value)[] changes)
    {
        var values = Read(name);
        foreach (var (variable, value) in changes)
        {
            values.Remove(variable);
            if (value is not null)
            {
                values.Add(variable, value);
            }
        }

        return new BuildVariables(values, Load);
    }

    /// <summary>The unchanged variables of a CI system.</summary>
    public static Dictionary<string, string> Read(string name) =>
        File.ReadAllLines(Path.Combine(Folder, name + ".env"))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split('=', 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1]);

    private static string? Load(string path)
    {
        var file = Path.Combine(Folder, "teamcity." + Path.GetFileName(path));
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
