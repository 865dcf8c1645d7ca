namespace Kirimy.HelpBuilder.Pages;

/// <summary>A parameter's section of a page.</summary>
/// <param name="Name">Without the dash.</param>
/// <param name="Description">What it does.</param>
/// <param name="Metadata">How it binds: one entry, or several where parameter sets differ.</param>
/// <param name="Line">Where the section begins, from 1.</param>
internal sealed record Parameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterMetadata> Metadata, int Line)
{
    /// <summary>How the parameter binds in a parameter set; null when it is not in that set.</summary>
    public ParameterMetadata? In(string? parameterSet) => Metadata.FirstOrDefault(m => m.IsIn(parameterSet));
}
