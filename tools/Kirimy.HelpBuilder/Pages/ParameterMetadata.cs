namespace Kirimy.HelpBuilder.Pages;

/// <summary>How a parameter binds: the fields of a yaml block.</summary>
internal sealed record ParameterMetadata
{
    /// <summary>What a page writes for «in every parameter set».</summary>
    public const string AllSets = "(All)";

    /// <summary>What a page writes for «not by position».</summary>
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
