namespace Kirimy.HelpBuilder.Pages;

/// <summary>A parameter as a syntax line shows it.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Required">Not in brackets.</param>
/// <param name="Positional">Its name alone in brackets.</param>
/// <param name="TakesValue">False for a switch.</param>
internal sealed record SyntaxParameter(string Name, bool Required, bool Positional, bool TakesValue);
