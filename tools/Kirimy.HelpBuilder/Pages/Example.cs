namespace Kirimy.HelpBuilder.Pages;

/// <summary>An example of a command's use.</summary>
/// <param name="Title">The heading, such as <c>Example 1: An alert</c>.</param>
/// <param name="Code">The code, and the output when the page shows it.</param>
/// <param name="Remarks">What it does. Words come after the code: Get-Help would run words before it into its first line.</param>
internal sealed record Example(string Title, string Code, IReadOnlyList<string> Remarks);
