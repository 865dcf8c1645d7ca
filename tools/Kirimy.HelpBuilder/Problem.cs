namespace Kirimy.HelpBuilder;

/// <summary>Something that keeps a page from becoming help.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Message">What is wrong, and what was expected.</param>
internal sealed record Problem(string File, int Line, string Code, string Message)
{
    /// <summary>The form that MSBuild and editors read as an error with a place.</summary>
    public override string ToString() => $"{File}({Line}): error {Code}: {Message}";
}
