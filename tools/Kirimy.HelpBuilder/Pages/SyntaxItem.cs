namespace Kirimy.HelpBuilder.Pages;

/// <summary>One parameter set, as the page's syntax section shows it.</summary>
/// <param name="ParameterSet">The set's name; null when the command has one set only.</param>
/// <param name="Parameters">Its parameters, in the order shown.</param>
/// <param name="Line">Where the page shows it, from 1.</param>
internal sealed record SyntaxItem(string? ParameterSet, IReadOnlyList<SyntaxParameter> Parameters, int Line);
