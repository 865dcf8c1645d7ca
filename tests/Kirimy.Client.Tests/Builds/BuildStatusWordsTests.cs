using Kirimy.Client.Builds;

namespace Kirimy.Client.Tests.Builds;

/// <summary>Tests the status words that CI systems document.</summary>
public sealed class BuildStatusWordsTests
{
    [Theory]
    // GitHub: job.status and the conclusions of a check run.
    [InlineData("success", BuildStatus.Succeeded)]
    [InlineData("failure", BuildStatus.Failed)]
    [InlineData("cancelled", BuildStatus.Cancelled)]
    [InlineData("skipped", BuildStatus.Skipped)]
    [InlineData("neutral", BuildStatus.Succeeded)]
    [InlineData("timed_out", BuildStatus.Failed)]
    [InlineData("startup_failure", BuildStatus.Failed)]
    [InlineData("action_required", BuildStatus.Unstable)]
    [InlineData("stale", BuildStatus.Cancelled)]
    // GitLab
    [InlineData("failed", BuildStatus.Failed)]
    [InlineData("canceled", BuildStatus.Cancelled)]
    [InlineData("canceling", BuildStatus.Cancelled)]
    [InlineData("manual", BuildStatus.Skipped)]
    [InlineData("passed with warnings", BuildStatus.Unstable)]
    // Azure Pipelines
    [InlineData("Succeeded", BuildStatus.Succeeded)]
    [InlineData("SucceededWithIssues", BuildStatus.Unstable)]
    [InlineData("partiallySucceeded", BuildStatus.Unstable)]
    [InlineData("Canceled", BuildStatus.Cancelled)]
    // Jenkins
    [InlineData("SUCCESS", BuildStatus.Succeeded)]
    [InlineData("UNSTABLE", BuildStatus.Unstable)]
    [InlineData("FAILURE", BuildStatus.Failed)]
    [InlineData("NOT_BUILT", BuildStatus.Skipped)]
    [InlineData("ABORTED", BuildStatus.Cancelled)]
    // Bitbucket, CircleCI, TeamCity, AppVeyor
    [InlineData("SUCCESSFUL", BuildStatus.Succeeded)]
    [InlineData("STOPPED", BuildStatus.Cancelled)]
    [InlineData("infrastructure_fail", BuildStatus.Failed)]
    [InlineData("timedout", BuildStatus.Failed)]
    [InlineData("not_run", BuildStatus.Skipped)]
    [InlineData("NORMAL", BuildStatus.Succeeded)]
    [InlineData("ERROR", BuildStatus.Failed)]
    // Values of $? and $LASTEXITCODE.
    [InlineData("True", BuildStatus.Succeeded)]
    [InlineData("False", BuildStatus.Failed)]
    [InlineData("0", BuildStatus.Succeeded)]
    public void A_status_word_is_known_in_any_case_and_with_any_separators(string word, BuildStatus status)
    {
        Assert.All(
            [word, word.ToUpperInvariant(), $" {word.ToLowerInvariant()} ", word.Replace('_', '-'), word.Replace('_', ' ')],
            written => Assert.Equal(status, BuildStatusWords.Read(written))
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("running")]
    [InlineData("in_progress")]
    [InlineData("1")]
    [InlineData("nearly succeeded")]
    public void Any_other_status_word_is_unknown(string? word) => Assert.Null(BuildStatusWords.Read(word));
}
