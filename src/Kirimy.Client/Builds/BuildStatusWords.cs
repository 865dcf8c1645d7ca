namespace Kirimy.Client.Builds;

/// <summary>What CI systems call the ways in which a build ends.</summary>
public static class BuildStatusWords
{
    /// <summary>Kirimy's own.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(BuildStatus.Succeeded),
        nameof(BuildStatus.Unstable),
        nameof(BuildStatus.Failed),
        nameof(BuildStatus.Cancelled),
        nameof(BuildStatus.Skipped),
    ];

    /// <summary>The status that a word stands for, in any case and with any separators; null for a word that isn't known.</summary>
    /// <param name="word">A CI system's own word, the name of a <see cref="BuildStatus"/>, or whether a command succeeded.</param>
    /// <remarks>
    /// GitHub: https://docs.github.com/rest/checks/runs (conclusion). GitLab: https://docs.gitlab.com/ci/jobs/#available-job-statuses.
    /// Azure: https://learn.microsoft.com/azure/devops/pipelines/build/variables (Agent.JobStatus, TaskResult, BuildResult).
    /// Jenkins: hudson.model.Result. CircleCI, Bitbucket, TeamCity and AppVeyor: their APIs' statuses.
    /// </remarks>
    public static BuildStatus? Read(string? word) =>
        string.Concat((word ?? string.Empty).Where(char.IsLetterOrDigit)).ToUpperInvariant() switch
        {
            "SUCCEEDED" or "SUCCESS" or "SUCCESSFUL" or "PASSED" or "PASS" or "OK" or "FIXED" or "NORMAL" or "NEUTRAL" or "TRUE" or "0" =>
                BuildStatus.Succeeded,
            "UNSTABLE"
            or "SUCCEEDEDWITHISSUES"
            or "PARTIALLYSUCCEEDED"
            or "SUCCESSWITHWARNINGS"
            or "PASSEDWITHWARNINGS"
            or "ACTIONREQUIRED" => BuildStatus.Unstable,
            "FAILED"
            or "FAILURE"
            or "FAIL"
            or "FAILING"
            or "ERROR"
            or "ERRORED"
            or "BROKEN"
            or "TIMEDOUT"
            or "TIMEOUT"
            or "STARTUPFAILURE"
            or "INFRASTRUCTUREFAIL"
            or "SYSTEMERROR"
            or "FALSE" => BuildStatus.Failed,
            "CANCELLED" or "CANCELED" or "CANCELLING" or "CANCELING" or "ABORTED" or "STOPPED" or "HALTED" or "KILLED" or "STALE" =>
                BuildStatus.Cancelled,
            "SKIPPED" or "NOTBUILT" or "NOTRUN" or "MANUAL" => BuildStatus.Skipped,
            _ => null,
        };
}
