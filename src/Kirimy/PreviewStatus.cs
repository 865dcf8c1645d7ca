namespace Kirimy;

/// <summary>What would become of a message if it were sent now.</summary>
public enum PreviewStatus
{
    /// <summary>It would be sent.</summary>
    Ready,

    /// <summary>It would be refused.</summary>
    Failed,

    /// <summary>It would be left out, and nothing is wrong with that.</summary>
    Skipped,

    /// <summary>It may have arrived in an earlier run of the batch, and would not be sent again.</summary>
    Unknown,
}
