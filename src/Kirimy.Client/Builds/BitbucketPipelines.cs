namespace Kirimy.Client.Builds;

/// <summary>Bitbucket Pipelines: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/.</summary>
internal static class BitbucketPipelines
{
    public static CiSystem System { get; } =
        new("Bitbucket Pipelines", static variables => variables.First("BITBUCKET_BUILD_NUMBER") is not null, Read)
        {
            // BITBUCKET_EXIT_CODE is set only in after-script.
            StatusSource = "Failed, or call it in after-script",
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = variables.First("BITBUCKET_REPO_FULL_NAME"),
            Branch = variables.First("BITBUCKET_BRANCH", "BITBUCKET_TAG"),
            Commit = variables.First("BITBUCKET_COMMIT"),
            Stage = variables.First("BITBUCKET_DEPLOYMENT_ENVIRONMENT"),
            Number = variables.First("BITBUCKET_BUILD_NUMBER"),
            Url = variables.First("BITBUCKET_REPO_FULL_NAME") is { } name
                ? $"https://bitbucket.org/{name}/pipelines/results/{variables.First("BITBUCKET_BUILD_NUMBER")}"
                : null,
            Status = variables.First("BITBUCKET_EXIT_CODE") switch
            {
                null => null,
                "0" => BuildStatus.Succeeded,
                _ => BuildStatus.Failed,
            },
        };
}
