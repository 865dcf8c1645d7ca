namespace Kirimy.Client.Builds;

/// <summary>CircleCI: https://circleci.com/docs/reference/variables/.</summary>
internal static class CircleCi
{
    public static CiSystem System { get; } =
        new("CircleCI", static variables => variables.IsTrue("CIRCLECI"), Read) { StatusSource = "Failed (in a step with when: on_fail)" };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = Repository(variables),
            Branch = variables.First("CIRCLE_BRANCH", "CIRCLE_TAG"),
            Commit = variables.First("CIRCLE_SHA1"),
            Author = variables.First("CIRCLE_USERNAME", "CIRCLE_PR_USERNAME"),
            Stage = variables.First("CIRCLE_JOB"),
            Number = variables.First("CIRCLE_BUILD_NUM"),
            Url = variables.First("CIRCLE_BUILD_URL"),
        };

    /// <summary>For projects of GitHub Apps and GitLab, CIRCLE_PROJECT_REPONAME is an ID.</summary>
    private static string? Repository(BuildVariables variables)
    {
        var (owner, name) = (variables.First("CIRCLE_PROJECT_USERNAME"), variables.First("CIRCLE_PROJECT_REPONAME"));
        return Build.RepositoryOf(variables.First("CIRCLE_REPOSITORY_URL")) ?? (owner is null ? name : $"{owner}/{name}");
    }
}
