using System.Management.Automation;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for the delay between messages: <c>5s</c> is a fixed delay, <c>5s-15s</c> a random one between two bounds. A
/// <see cref="TimeSpan"/>, two of them and their texts are accepted, too. A bare number isn't, because PowerShell reads it as ticks of 100 ns.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class IntervalArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly TimeSpan MaxInterval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
        {
            return null;
        }

        // PowerShell parses 5s as a short with the value 5 and keeps the typed text.
        TimeSpan?[] bounds = (inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => [.. text.Split('-').Select(Read)],
            object[] { Length: 1 or 2 } values => [.. values.Select(Read)],
            TimeSpan[] { Length: 1 or 2 } values => [.. values.Select(static value => (TimeSpan?)value)],
            _ => [Read(inputData)],
        };
        return
            bounds is [{ } minimum, ..]
            && bounds[bounds.Length - 1] is { } maximum
            && bounds.Length <= 2
            && IsInRange(minimum)
            && IsInRange(maximum)
            && minimum <= maximum
            ? new[] { minimum, maximum }
            : throw new ArgumentTransformationMetadataException(
                Text.IntervalArgument_Refused.With(inputData is object[] list ? string.Join(", ", list) : inputData)
            );
    }

    private static TimeSpan? Read(object? value) =>
        value switch
        {
            TimeSpan duration => duration,
            PSObject { BaseObject: TimeSpan duration } => duration,
            _ => Read(value?.ToString() ?? string.Empty),
        };

    private static TimeSpan? Read(string text)
    {
        text = text.Trim();
        return DurationArgumentAttribute.Parse(text) is { } withUnit ? withUnit
            : text == "0" ? TimeSpan.Zero
            : text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) ? duration
            : null;
    }

    private static bool IsInRange(TimeSpan duration) =>
        duration == TimeSpan.Zero || (duration.Ticks >= TimeSpan.TicksPerMillisecond && duration <= MaxInterval);
}
