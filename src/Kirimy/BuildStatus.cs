namespace Kirimy;

/// <summary>The status of a build.</summary>
public enum BuildStatus
{
    /// <summary>The build succeeded.</summary>
    Succeeded,

    /// <summary>The build completed with problems, such as failed tests.</summary>
    Unstable,

    /// <summary>The build failed.</summary>
    Failed,

    /// <summary>A user or a newer build canceled the build.</summary>
    Cancelled,

    /// <summary>The build was skipped.</summary>
    Skipped,
}
