namespace Kirimy.PowerShell.Completion;

/// <summary>A completion candidate.</summary>
/// <param name="Value">The value itself, unquoted.</param>
/// <param name="Explanation">The tooltip; null if the value is self-explanatory.</param>
/// <param name="Label">The text in the list; null for the value.</param>
/// <param name="Code">The code to insert; null to insert the value, quoted if necessary.</param>
internal sealed record Candidate(string Value, string? Explanation = null, string? Label = null, string? Code = null);
