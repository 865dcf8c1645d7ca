namespace Kirimy.Client.Builds;

/// <summary>Adapter of one CI system: detects it, reads the build from its variables, and formats annotations for its log.</summary>
internal sealed record CiSystem(string Name, Func<BuildVariables, bool> IsPresent, Func<BuildVariables, Build> Read)
{
    private static readonly CiSystem[] All =
    [
        GitHubActions.System,
        GitLabCi.System,
        AzurePipelines.System,
        Jenkins.System,
        BitbucketPipelines.System,
        CircleCi.System,
        TeamCity.System,
        AppVeyor.System,
    ];

    /// <summary>The argument for -Status if no variable has the status.</summary>
    public string? StatusSource { get; init; }

    public Func<string, AnnotationLevel, string>? Annotate { get; init; }

    public static CiSystem? Find(BuildVariables variables) => Array.Find(All, system => system.IsPresent(variables));
}

internal enum AnnotationLevel
{
    Warning,
    Error,
}
