namespace Kirimy.Client.Builds;

/// <summary>GitLab CI/CD: https://docs.gitlab.com/ci/variables/predefined_variables/.</summary>
internal static class GitLabCi
{
    public static CiSystem System { get; } =
        new("GitLab CI", static variables => variables.IsTrue("GITLAB_CI"), Read)
        {
            // CI_JOB_STATUS has the result only in after_script; before that, it is "running".
            StatusSource = "Failed (in a job with when: on_failure)",
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = variables.First("CI_PROJECT_PATH"),
            Branch = variables.First("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"),
            Commit = variables.First("CI_COMMIT_SHA"),
            Author = Author(variables),
            Stage = Build.Join(variables.First("CI_JOB_STAGE"), variables.First("CI_JOB_NAME")),
            Number = variables.First("CI_PIPELINE_IID"),
            Url = variables.First("CI_PIPELINE_URL", "CI_JOB_URL"),
            Started = variables.Moment("CI_PIPELINE_CREATED_AT", "CI_JOB_STARTED_AT"),
            Status = BuildStatusWords.Read(variables.First("CI_JOB_STATUS")),
        };

    /// <summary>CI_COMMIT_AUTHOR is "Name &lt;address&gt;". The address is removed for privacy.</summary>
    private static string? Author(BuildVariables variables)
    {
        var author = variables.First("CI_COMMIT_AUTHOR");
        var end = author?.IndexOf(" <", StringComparison.Ordinal) ?? -1;
        return end > 0 ? author!.Substring(0, end) : author ?? variables.First("GITLAB_USER_NAME", "GITLAB_USER_LOGIN");
    }
}
