using System.Management.Automation;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Refuses a duration below zero or above a maximum, and one so short that it was meant for something else: of <c>10</c> PowerShell makes
/// ten ticks, and a pause that was meant to be seconds would be none.
/// </summary>
/// <param name="maximumSeconds">The longest duration that is taken, in seconds.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateDurationAttribute(int maximumSeconds) : ValidateArgumentsAttribute
{
    /// <summary>The longest duration that is taken, in seconds.</summary>
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
