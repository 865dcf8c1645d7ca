namespace Kirimy.HelpBuilder.Pages;

/// <summary>A pointer to more.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Uri">Where it leads; null for another command or topic, which Get-Help finds by name.</param>
internal sealed record RelatedLink(string Text, string? Uri);
