using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for a duration: accepts a number with a unit (<c>30s</c>, <c>15m</c>, <c>1h</c>, <c>1d</c>, <c>500ms</c>).
/// PowerShell converts anything else.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class DurationArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex Unit = new(
        @"^\s*(?<count>\d{1,9}(?:\.\d{1,9})?)\s*(?<unit>ms|s|m|h|d)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        // PowerShell parses 5s and 5d as numbers and keeps the typed text.
        Parse(inputData?.ToString()) is { } duration
            ? duration
            : inputData;

    /// <summary>Parses a number with a unit.</summary>
    /// <returns>Null for any other text, or if the duration is longer than a <see cref="TimeSpan"/> can be.</returns>
    internal static TimeSpan? Parse(string? text)
    {
        if (text is null || Unit.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var count = double.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        var seconds = match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "MS" => count / 1000,
            "S" => count,
            "M" => count * 60,
            "H" => count * 3600,
            _ => count * 86_400,
        };
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }
}
