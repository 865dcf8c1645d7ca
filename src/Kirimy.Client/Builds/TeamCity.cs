using System.Globalization;
using System.Text;

namespace Kirimy.Client.Builds;

/// <summary>
/// TeamCity: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html. Few parameters are variables; all are in a file of
/// properties that another such file names.
/// </summary>
internal static class TeamCity
{
    public static CiSystem System { get; } =
        new("TeamCity", static variables => variables.First("TEAMCITY_VERSION") is not null, Read)
        {
            StatusSource = "Failed (in a step that runs only if the build failed)",
            Annotate = Annotate,
        };

    private static Build Read(BuildVariables variables)
    {
        var parameters = Parameters(variables);
        string? Parameter(string name) => parameters.TryGetValue(name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

        return new Build
        {
            Repository = RepositoryUrl.PathOf(Parameter("vcsroot.url")) ?? variables.First("TEAMCITY_PROJECT_NAME"),
            Branch = Branch(Parameter("teamcity.build.branch"), Parameter("vcsroot.branch")),
            Commit = variables.First("BUILD_VCS_NUMBER") ?? Parameter("build.vcs.number"),
            Author = Parameter("teamcity.build.triggeredBy.username") ?? Parameter("teamcity.build.triggeredBy"),
            Stage = Build.Join(variables.First("TEAMCITY_PROJECT_NAME"), variables.First("TEAMCITY_BUILDCONF_NAME")),
            Number = variables.First("BUILD_NUMBER"),
            Url = variables.First("BUILD_URL") ?? Url(Parameter("teamcity.serverUrl"), Parameter("teamcity.build.id")),
        };
    }

    private static Dictionary<string, string> Parameters(BuildVariables variables)
    {
        var all = PropertiesFile.Parse(variables.FileOf("TEAMCITY_BUILD_PROPERTIES_FILE"));
        if (all.TryGetValue("teamcity.configuration.properties.file", out var path))
        {
            foreach (var parameter in PropertiesFile.Parse(variables.Read(path)))
            {
                all[parameter.Key] = parameter.Value;
            }
        }

        return all;
    }

    /// <summary>The default branch is built as &lt;default&gt;; what that is, its root says.</summary>
    private static string? Branch(string? built, string? root)
    {
        const string Heads = "refs/heads/";
        var name = built is null or "<default>" ? root : built;
        return name?.StartsWith(Heads, StringComparison.Ordinal) == true ? name.Substring(Heads.Length) : name;
    }

    private static string? Url(string? server, string? build) =>
        server is null || build is null ? null : $"{server.TrimEnd('/')}/viewLog.html?buildId={build}";

    /// <summary>A service message. An ERROR may fail the build: that is what it is for here.</summary>
    private static string Annotate(string text, AnnotationLevel level)
    {
        var status = level == AnnotationLevel.Error ? "ERROR" : "WARNING";
        return $"##teamcity[message text='{Escape(text)}' status='{status}']";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => escaped.Append("|n"),
                '\r' => escaped.Append("|r"),
                '|' or '\'' or '[' or ']' => escaped.Append('|').Append(c),
                > '\u007e' => escaped.Append("|0x").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
