using System.Text.RegularExpressions;

namespace Kirimy.Client.Builds;

/// <summary>
/// TeamCity: https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html. Few parameters are variables. All are in a
/// properties file, whose path is in another properties file.
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
            Repository = Build.RepositoryOf(Parameter("vcsroot.url")) ?? variables.First("TEAMCITY_PROJECT_NAME"),
            // The default branch is <default>; its name is in the VCS root.
            Branch = Build.WithoutPrefix(
                Parameter("teamcity.build.branch") is { } branch and not "<default>" ? branch : Parameter("vcsroot.branch"),
                "refs/heads/"
            ),
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

    private static string? Url(string? server, string? build) =>
        server is null || build is null ? null : $"{server.TrimEnd('/')}/viewLog.html?buildId={build}";

    /// <summary>A service message. ERROR may fail the build, which is intended here.</summary>
    private static string Annotate(string text, AnnotationLevel level)
    {
        var status = level == AnnotationLevel.Error ? "ERROR" : "WARNING";
        return $"##teamcity[message text='{Escape(text)}' status='{status}']";
    }

    private static string Escape(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    '\n' => "|n",
                    '\r' => "|r",
                    '|' or '\'' or '[' or ']' => "|" + c,
                    > '\u007e' => "|0x" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                    _ => c.ToString(),
                }
            )
        );
}

/// <summary>Parser for Java's properties files without continued lines, which programs don't write.</summary>
internal static class PropertiesFile
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>A name up to the first unescaped separator, and the value after it.</summary>
    private static readonly Regex Property = new(@"^(?<name>(?:\\.|[^\\=:])+)[=:](?<value>.*)$", Options);

    private static readonly Regex Escape = new(@"\\(?:u(?<code>[0-9A-Fa-f]{4})|(?<other>.))", Options);

    public static Dictionary<string, string> Parse(string? text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? string.Empty).Split('\n').Select(static line => line.Trim()))
        {
            if (Property.Match(line) is { Success: true, Groups: var property } && line[0] is not ('#' or '!'))
            {
                properties[Unescape(property["name"].Value.TrimEnd())] = Unescape(property["value"].Value.TrimStart());
            }
        }

        return properties;
    }

    private static string Unescape(string text) =>
        Escape.Replace(
            text,
            static escape =>
                escape.Groups["code"].Value is { Length: > 0 } code
                    ? ((char)ushort.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
                    : escape.Groups["other"].Value switch
                    {
                        "n" => "\n",
                        "r" => "\r",
                        "t" => "\t",
                        var other => other,
                    }
        );
}
