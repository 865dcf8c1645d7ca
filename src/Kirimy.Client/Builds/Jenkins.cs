namespace Kirimy.Client.Builds;

/// <summary>Jenkins with its Git plugin: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables.</summary>
internal static class Jenkins
{
    /// <summary>The prefix of default stage names, such as "Declarative: Post Actions".</summary>
    private const string Nameless = "Declarative: ";

    public static CiSystem System { get; } =
        new("Jenkins", static variables => variables.First("JENKINS_URL") is not null, Read)
        {
            StatusSource = "'${currentBuild.currentResult}'",
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = Build.RepositoryOf(variables.First("GIT_URL", "GIT_URL_1")) ?? variables.First("JOB_NAME"),
            Branch = Build.WithoutPrefix(variables.First("CHANGE_BRANCH", "BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH"), "origin/"),
            Commit = variables.First("GIT_COMMIT"),
            // GIT_AUTHOR_NAME is a setting of the plugin, not the author of the commit.
            Author = variables.First("CHANGE_AUTHOR_DISPLAY_NAME", "CHANGE_AUTHOR"),
            Stage = Build.Join(variables.First("JOB_NAME"), Stage(variables.First("STAGE_NAME"))),
            Number = variables.First("BUILD_NUMBER"),
            Url = variables.First("BUILD_URL"),
        };

    private static string? Stage(string? name) => name?.StartsWith(Nameless, StringComparison.Ordinal) == true ? null : name;
}
