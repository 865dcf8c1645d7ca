namespace Kirimy;

/// <summary>How a build ended.</summary>
public enum BuildStatus
{
    /// <summary>All went well.</summary>
    Succeeded,

    /// <summary>It came to its end, and something is not as it should be: failed tests, for example.</summary>
    Unstable,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Somebody, or a newer build, ended it early.</summary>
    Cancelled,

    /// <summary>There was nothing to do.</summary>
    Skipped,
}
