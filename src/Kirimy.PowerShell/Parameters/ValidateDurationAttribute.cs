using System.Management.Automation;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Validates that a duration is between zero and a maximum, and refuses one that is too short to be intended: PowerShell converts <c>10</c>
/// to 10 ticks instead of 10 seconds.
/// </summary>
/// <param name="maximumSeconds">The maximum duration, in seconds.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateDurationAttribute(int maximumSeconds) : ValidateArgumentsAttribute
{
    /// <summary>The maximum duration, in seconds.</summary>
    public int MaximumSeconds { get; } = maximumSeconds;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var isMeant =
            arguments is TimeSpan duration
            && (duration == TimeSpan.Zero || duration.Ticks >= TimeSpan.TicksPerMillisecond)
            && duration <= TimeSpan.FromSeconds(MaximumSeconds);
        if (!isMeant)
        {
            throw new ValidationMetadataException(Text.ValidateDuration_OutOfRange.With(arguments, TimeSpan.FromSeconds(MaximumSeconds)));
        }
    }
}
