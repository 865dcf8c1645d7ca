namespace Kirimy.PowerShell.Completion;

/// <summary>A value that may be meant.</summary>
/// <param name="Value">The value itself, unquoted.</param>
/// <param name="Explanation">What it is; null where the value says it.</param>
/// <param name="Label">How it is listed; null for the value.</param>
/// <param name="Code">How it is written in a command; null where quotes are all that it may need.</param>
internal sealed record Candidate(string Value, string? Explanation = null, string? Label = null, string? Code = null);
