namespace Kirimy.Client.Builds;

/// <summary>Adapter of one CI system: detects it, reads the build from its variables, and formats annotations for its log.</summary>
/// <param name="Name">The product name.</param>
/// <param name="IsPresent">Detects the system by its variables.</param>
/// <param name="Read">Reads the build from the variables.</param>
public sealed record CiSystem(string Name, Func<BuildVariables, bool> IsPresent, Func<BuildVariables, Build> Read)
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

    /// <summary>Formats an annotation on the page of the build; null if the system has none.</summary>
    public Func<string, AnnotationLevel, string>? Annotate { get; init; }

    /// <summary>Finds the system that runs this process; null if it is unknown or there is none.</summary>
    public static CiSystem? Find(BuildVariables variables) => Array.Find(All, system => system.IsPresent(variables));
}

/// <summary>The severity of an annotation.</summary>
public enum AnnotationLevel
{
    /// <summary>The build continues.</summary>
    Warning,

    /// <summary>The build fails because of it.</summary>
    Error,
}
