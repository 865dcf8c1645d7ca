namespace Kirimy.HelpBuilder.Pages;

/// <summary>The help of one command. Every text is a list of paragraphs of plain text.</summary>
internal sealed record CommandPage
{
    public required string Name { get; init; }

    /// <summary>The MAML file that the command's assembly names.</summary>
    public required string HelpFile { get; init; }

    public string? OnlineVersion { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    public required IReadOnlyList<SyntaxItem> Syntax { get; init; }

    public required IReadOnlyList<Example> Examples { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    public required IReadOnlyList<TypeNote> Inputs { get; init; }

    public required IReadOnlyList<TypeNote> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<RelatedLink> Links { get; init; }
}
