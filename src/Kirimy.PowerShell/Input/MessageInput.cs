namespace Kirimy.PowerShell.Input;

/// <summary>The message of one input, before validation.</summary>
/// <param name="Number">The recipient as it was written.</param>
/// <param name="Text">The text.</param>
/// <param name="SessionId">The session that the input names.</param>
/// <param name="ErrorCode">Why the input can't be read; null when it can.</param>
/// <param name="Explanation">The same for a person, with what to do.</param>
internal sealed record MessageInput(
    string? Number,
    string? Text,
    string? SessionId = null,
    string? ErrorCode = null,
    string? Explanation = null
)
{
    /// <summary>
    /// Whether the input tells of an earlier message: its session is then the first choice, and the others may send in its place.
    /// </summary>
    public bool IsEarlierMessage { get; init; }

    /// <summary>The key that the input has; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Why its number was refused before it came here, one of <see cref="Kirimy.NumberReason"/>; null for all else.</summary>
    public string? NumberReason { get; init; }

    /// <summary>The findings about the text.</summary>
    public IReadOnlyList<TextFinding> Findings { get; init; } = [];

    /// <summary>The variables of the template that it has no value for.</summary>
    public IReadOnlyList<string> MissingVariables { get; init; } = [];
}
