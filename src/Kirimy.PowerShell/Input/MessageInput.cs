namespace Kirimy.PowerShell.Input;

/// <summary>One message as the input specifies it, before any check.</summary>
/// <param name="Number">The recipient as it was written.</param>
/// <param name="Text">The text.</param>
/// <param name="SessionId">The WhatsApp session that the input specifies.</param>
/// <param name="ErrorCode">The code of the error if the input can't be read; null otherwise.</param>
/// <param name="Explanation">The error for a user, with the recommended action.</param>
internal sealed record MessageInput(
    string? Number,
    string? Text,
    string? SessionId = null,
    string? ErrorCode = null,
    string? Explanation = null
)
{
    /// <summary>
    /// Whether the input is a result or record of an earlier message. Its WhatsApp session is then preferred, with failover to the others.
    /// </summary>
    public bool IsEarlierMessage { get; init; }

    /// <summary>The message key (idempotency key) of the input; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The reason if its phone number was refused earlier, one of <see cref="Kirimy.NumberReason"/>; null otherwise.</summary>
    public string? NumberReason { get; init; }

    /// <summary>The findings of rendering its text.</summary>
    public IReadOnlyList<TextFinding> Findings { get; init; } = [];

    /// <summary>The template variables without a value.</summary>
    public IReadOnlyList<string> MissingVariables { get; init; } = [];
}
