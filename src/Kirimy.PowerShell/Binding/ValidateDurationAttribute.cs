using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>Refuses a duration below zero or above a maximum.</summary>
/// <param name="maximumSeconds">The longest duration that is taken, in seconds.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateDurationAttribute(int maximumSeconds) : ValidateArgumentsAttribute
{
    /// <summary>The longest duration that is taken, in seconds.</summary>
    public int MaximumSeconds { get; } = maximumSeconds;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not TimeSpan duration || duration < TimeSpan.Zero || duration > TimeSpan.FromSeconds(MaximumSeconds))
        {
            throw new ValidationMetadataException(Text.ValidateDuration_OutOfRange.With(arguments, TimeSpan.FromSeconds(MaximumSeconds)));
        }
    }
}
