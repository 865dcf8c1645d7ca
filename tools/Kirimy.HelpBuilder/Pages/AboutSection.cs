namespace Kirimy.HelpBuilder.Pages;

/// <summary>A part of an about topic.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Paragraphs">Its text, wrapped.</param>
internal sealed record AboutSection(string Title, IReadOnlyList<string> Paragraphs);
