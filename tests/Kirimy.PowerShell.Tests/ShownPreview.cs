using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Tests;

/// <summary>A Kirimy.MessagePreview as a script reads it: these tests use only the imported module.</summary>
internal sealed record ShownPreview(
    int Index,
    string? Recipient,
    string? SessionId,
    string Status,
    string? ErrorCode,
    string? Text,
    string? Culture,
    int Units,
    int Characters,
    int Parts,
    IReadOnlyList<string> PartTexts,
    IReadOnlyList<ShownProblem> Problems
)
{
    /// <summary>Status and code.</summary>
    public string Outcome => $"{Status} {ErrorCode}";

    public static ShownPreview Of(PSObject preview) =>
        new(
            (int)preview.Properties["Index"].Value,
            (string?)preview.Properties["Recipient"].Value,
            (string?)preview.Properties["SessionId"].Value,
            preview.Properties["Status"].Value.ToString()!,
            (string?)preview.Properties["ErrorCode"].Value,
            (string?)preview.Properties["Text"].Value,
            (string?)preview.Properties["Culture"].Value,
            (int)preview.Properties["Units"].Value,
            (int)preview.Properties["Characters"].Value,
            (int)preview.Properties["Parts"].Value,
            [.. (IReadOnlyList<string>)preview.Properties["PartTexts"].Value],
            [.. ((IEnumerable)preview.Properties["Problems"].Value).Cast<object>().Select(ShownProblem.Of)]
        );
}
