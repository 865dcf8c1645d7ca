namespace Kirimy.Client.Builds;

/// <summary>One CI system: how it is known, what it tells of a build, and how a log line becomes a note of its own on the build's page.</summary>
/// <param name="Name">As its makers write it.</param>
/// <param name="IsPresent">Whether the variables are its own.</param>
/// <param name="Read">What they tell.</param>
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

    /// <summary>Where the status of a build comes from, where no variable has it: what to write after -Status.</summary>
    public string? StatusSource { get; init; }

    /// <summary>Makes an annotation of a text; null where the system has none, and a plain line has to do.</summary>
    public Func<string, AnnotationLevel, string>? Annotate { get; init; }

    /// <summary>The one that runs this process; null where none of those that are known does.</summary>
    public static CiSystem? Find(BuildVariables variables) => Array.Find(All, system => system.IsPresent(variables));
}

/// <summary>How much an annotation matters.</summary>
public enum AnnotationLevel
{
    /// <summary>The build goes on.</summary>
    Warning,

    /// <summary>The build fails because of it.</summary>
    Error,
}
