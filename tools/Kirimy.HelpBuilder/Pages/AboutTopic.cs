namespace Kirimy.HelpBuilder.Pages;

/// <summary>A topic that is no command.</summary>
/// <param name="Name">Such as <c>about_Kirimy</c>.</param>
/// <param name="ShortDescription">One line.</param>
/// <param name="Sections">The rest, in order.</param>
internal sealed record AboutTopic(string Name, string ShortDescription, IReadOnlyList<AboutSection> Sections);
