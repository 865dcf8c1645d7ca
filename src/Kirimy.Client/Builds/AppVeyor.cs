namespace Kirimy.Client.Builds;

/// <summary>AppVeyor: https://www.appveyor.com/docs/environment-variables/.</summary>
internal static class AppVeyor
{
    public static CiSystem System { get; } =
        new("AppVeyor", static variables => variables.IsTrue("APPVEYOR"), Read)
        {
            StatusSource = "Succeeded in on_success, Failed in on_failure",
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = variables.First("APPVEYOR_REPO_NAME"),
            // For a pull request, APPVEYOR_REPO_BRANCH is the target branch.
            Branch = variables.First("APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH", "APPVEYOR_REPO_TAG_NAME", "APPVEYOR_REPO_BRANCH"),
            Commit = variables.First("APPVEYOR_PULL_REQUEST_HEAD_COMMIT", "APPVEYOR_REPO_COMMIT"),
            Author = variables.First("APPVEYOR_REPO_COMMIT_AUTHOR"),
            Stage = Build.Join(variables.First("APPVEYOR_PROJECT_NAME"), variables.First("APPVEYOR_JOB_NAME")),
            Number = variables.First("APPVEYOR_BUILD_VERSION", "APPVEYOR_BUILD_NUMBER"),
            Url = Url(variables),
        };

    private static string? Url(BuildVariables variables)
    {
        var (server, account) = (variables.First("APPVEYOR_URL"), variables.First("APPVEYOR_ACCOUNT_NAME"));
        var (project, build) = (variables.First("APPVEYOR_PROJECT_SLUG"), variables.First("APPVEYOR_BUILD_ID"));
        return server is null || account is null || project is null || build is null
            ? null
            : $"{server.TrimEnd('/')}/project/{account}/{project}/builds/{build}";
    }
}
