namespace Kirimy.PowerShell.Completion;

/// <summary>A value that may be meant.</summary>
/// <param name="Value">The value itself, unquoted.</param>
/// <param name="Explanation">The tooltip; null for the value.</param>
/// <param name="Label">The text in the list; null for the value.</param>
/// <param name="Code">The text in the command; null if quotes are all that the value needs.</param>
internal sealed record Candidate(string Value, string? Explanation = null, string? Label = null, string? Code = null);
