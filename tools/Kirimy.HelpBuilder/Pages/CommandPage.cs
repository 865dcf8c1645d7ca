namespace Kirimy.HelpBuilder.Pages;

/// <summary>The help of one command. Every text is a list of paragraphs of plain text.</summary>
internal sealed record CommandPage
{
    public required string Name { get; init; }

    /// <summary>The MAML file for the command's assembly.</summary>
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
/// <param name="ParameterSet">The name of the set; null if the command has only one.</param>
/// <param name="Parameters">The parameters, in the order of the page.</param>
/// <param name="Line">The line on the page, from 1.</param>
internal sealed record SyntaxItem(string? ParameterSet, IReadOnlyList<SyntaxParameter> Parameters, int Line);

/// <summary>A parameter as a syntax line shows it.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Required">Whether it is required: not in brackets.</param>
/// <param name="Positional">Whether it is positional: only its name is in brackets.</param>
/// <param name="TakesValue">Whether it takes a value; false for a switch.</param>
internal sealed record SyntaxParameter(string Name, bool Required, bool Positional, bool TakesValue);

/// <summary>A parameter's section of a page.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Description">The description.</param>
/// <param name="Metadata">The binding: one entry, or several if parameter sets differ.</param>
/// <param name="Line">The first line of the section, from 1.</param>
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

    /// <summary>The position from 0, or <see cref="Named"/>.</summary>
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
/// <param name="Code">The code, and its output if the page shows it.</param>
/// <param name="Remarks">
/// The explanation. It follows the code, because Get-Help would join a text before the code to its first line.
/// </param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A type that a command takes or returns.</summary>
/// <param name="Type">Its full name, or "None".</param>
/// <param name="Description">The description.</param>
internal sealed record TypeNote(string Type, IReadOnlyList<string> Description);

/// <summary>A related link.</summary>
/// <param name="Text">The text of the link.</param>
/// <param name="Uri">The address; null for another command or topic, which Get-Help finds by name.</param>
internal sealed record RelatedLink(string Text, string? Uri);

/// <summary>An about topic.</summary>
/// <param name="Name">The name, such as <c>about_Kirimy</c>.</param>
/// <param name="ShortDescription">The short description, in one line.</param>
/// <param name="Sections">The other sections, in order.</param>
internal sealed record AboutTopic(string Name, string ShortDescription, IReadOnlyList<AboutSection> Sections);

/// <summary>A section of an about topic.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Paragraphs">The wrapped text.</param>
internal sealed record AboutSection(string Title, IReadOnlyList<string> Paragraphs);
