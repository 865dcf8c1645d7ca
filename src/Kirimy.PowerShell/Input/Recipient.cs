namespace Kirimy.PowerShell.Input;

/// <summary>One recipient of a call.</summary>
/// <param name="Number">The number as it was written.</param>
/// <param name="ErrorCode">Why it can't be used, whatever the number; null if it can.</param>
/// <param name="Explanation">The same for a person, with what to do.</param>
internal sealed record Recipient(string? Number, string? ErrorCode = null, string? Explanation = null);
