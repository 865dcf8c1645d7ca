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

/// <summary>One parameter set, as the page's syntax section shows it.</summary>
/// <param name="ParameterSet">The set's name; null when the command has one set only.</param>
/// <param name="Parameters">Its parameters, in the order shown.</param>
/// <param name="Line">Where the page shows it, from 1.</param>
internal sealed record SyntaxItem(string? ParameterSet, IReadOnlyList<SyntaxParameter> Parameters, int Line);

/// <summary>A parameter as a syntax line shows it.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Required">Not in brackets.</param>
/// <param name="Positional">Its name alone in brackets.</param>
/// <param name="TakesValue">False for a switch.</param>
internal sealed record SyntaxParameter(string Name, bool Required, bool Positional, bool TakesValue);

/// <summary>A parameter's section of a page.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Description">What it does.</param>
/// <param name="Metadata">How it binds: one entry, or several where parameter sets differ.</param>
/// <param name="Line">Where the section begins, from 1.</param>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterMetadata> Metadata, int Line)
{
    /// <summary>The binding of the parameter in a parameter set, or null if it isn't in that set.</summary>
    public ParameterMetadata? In(string? parameterSet) => Metadata.FirstOrDefault(m => m.IsIn(parameterSet));
}

/// <summary>The binding of a parameter: the fields of a YAML block.</summary>
internal sealed record ParameterMetadata
{
    /// <summary>The text of a page for "in every parameter set".</summary>
    public const string AllSets = "(All)";

    /// <summary>The text of a page for "not by position".</summary>
    public const string Named = "Named";

    public required string Type { get; init; }

    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<string> AcceptedValues { get; init; }

    public required bool Required { get; init; }

    /// <summary>From 0, or <see cref="Named"/>.</summary>
    public required string Position { get; init; }

    public required string DefaultValue { get; init; }

    /// <summary><c>False</c>, or <c>True</c> and how: <c>True (ByPropertyName, ByValue)</c>.</summary>
    public required string PipelineInput { get; init; }

    public required bool Wildcards { get; init; }

    /// <summary>The first line of the block, from 1.</summary>
    public required int Line { get; init; }

    public bool IsSwitch => Type == "SwitchParameter";

    public bool IsPositional => Position != Named;

    public bool IsIn(string? parameterSet) =>
        ParameterSets.Contains(AllSets) || (parameterSet is not null && ParameterSets.Contains(parameterSet));
}

/// <summary>An example of a command's use.</summary>
/// <param name="Title">The heading, such as <c>Example 1: An alert</c>.</param>
/// <param name="Code">The code, and the output when the page shows it.</param>
/// <param name="Remarks">What it does. Words come after the code: Get-Help would run words before it into its first line.</param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A type that a command takes or returns.</summary>
/// <param name="Type">Its full name, or "None".</param>
/// <param name="Description">What it is for.</param>
internal sealed record TypeNote(string Type, IReadOnlyList<string> Description);

/// <summary>A pointer to more.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Uri">Where it leads; null for another command or topic, which Get-Help finds by name.</param>
internal sealed record RelatedLink(string Text, string? Uri);

/// <summary>A topic that isn't a command.</summary>
/// <param name="Name">Such as <c>about_Kirimy</c>.</param>
/// <param name="ShortDescription">One line.</param>
/// <param name="Sections">The rest, in order.</param>
internal sealed record AboutTopic(string Name, string ShortDescription, IReadOnlyList<AboutSection> Sections);

/// <summary>A part of an about topic.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Paragraphs">Its text, wrapped.</param>
internal sealed record AboutSection(string Title, IReadOnlyList<string> Paragraphs);
