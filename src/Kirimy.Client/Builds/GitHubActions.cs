namespace Kirimy.Client.Builds;

/// <summary>GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/variables.</summary>
internal static class GitHubActions
{
    public static CiSystem System { get; } =
        new("GitHub Actions", static variables => variables.IsTrue("GITHUB_ACTIONS"), Read)
        {
            // No variable has job.status.
            StatusSource = "'${{ job.status }}'",
            Annotate = Annotate,
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = variables.First("GITHUB_REPOSITORY"),
            // For a pull request, GITHUB_REF_NAME is "12/merge".
            Branch = variables.First("GITHUB_HEAD_REF", "GITHUB_REF_NAME"),
            Commit = variables.First("GITHUB_SHA"),
            Author = variables.First("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR"),
            Stage = Build.Join(variables.First("GITHUB_WORKFLOW"), variables.First("GITHUB_JOB")),
            Number = variables.First("GITHUB_RUN_NUMBER"),
            Url = Url(variables),
        };

    private static string? Url(BuildVariables variables)
    {
        var (server, repository) = (variables.First("GITHUB_SERVER_URL"), variables.First("GITHUB_REPOSITORY"));
        var (run, attempt) = (variables.First("GITHUB_RUN_ID"), variables.First("GITHUB_RUN_ATTEMPT"));
        return server is null || repository is null || run is null
            ? null
            : $"{server}/{repository}/actions/runs/{run}" + (attempt is null or "1" ? string.Empty : "/attempts/" + attempt);
    }

    /// <summary>A workflow command, which must be one line.</summary>
    private static string Annotate(string text, AnnotationLevel level)
    {
        var command = level == AnnotationLevel.Error ? "error" : "warning";
        return $"::{command} title=Kirimy::{text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A")}";
    }
}
