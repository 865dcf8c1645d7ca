namespace Kirimy.HelpBuilder.Pages;

/// <summary>A type that a command takes or returns.</summary>
/// <param name="Type">Its full name, or «None».</param>
/// <param name="Description">What it is for.</param>
internal sealed record TypeNote(string Type, IReadOnlyList<string> Description);
