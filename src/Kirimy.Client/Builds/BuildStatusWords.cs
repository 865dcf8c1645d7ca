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

    /// <summary>The status that a word stands for, in any case; null for one that names no end of a build, such as "running".</summary>
    /// <param name="word">A system's own word, or the name of a <see cref="BuildStatus"/>.</param>
    public static BuildStatus? Read(string? word) =>
        word?.Trim().ToUpperInvariant() switch
        {
            "SUCCEEDED" or "SUCCESS" or "SUCCESSFUL" or "PASSED" => BuildStatus.Succeeded,
            "UNSTABLE" or "SUCCEEDEDWITHISSUES" or "PARTIALLYSUCCEEDED" => BuildStatus.Unstable,
            "FAILED" or "FAILURE" or "FAIL" or "ERROR" => BuildStatus.Failed,
            "CANCELLED" or "CANCELED" or "ABORTED" => BuildStatus.Cancelled,
            "SKIPPED" or "NOT_BUILT" or "NOTBUILT" => BuildStatus.Skipped,
            _ => null,
        };
}
