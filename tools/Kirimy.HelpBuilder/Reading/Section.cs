using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>A heading and its content.</summary>
/// <param name="Title">The heading's plain text.</param>
/// <param name="Level">1 to 6.</param>
/// <param name="Line">From 1.</param>
internal sealed record Section(string Title, int Level, int Line)
{
    /// <summary>The content under the heading, up to the next heading of any level.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>The sections one level or more below.</summary>
    public List<Section> Children { get; } = [];
}
