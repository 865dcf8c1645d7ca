using System.Management.Automation;
using Kirimy.Client.PhoneNumbers;
using Kirimy.PowerShell.Input;

namespace Kirimy.PowerShell.Parameters;

/// <summary>Validates that a value is the two-letter code of a country with a numbering plan.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateRegionAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var region = CellText.Of(arguments);
        if (!PhoneRegion.IsKnown(region))
        {
            throw new ValidationMetadataException(PhoneRegion.UnknownMessage(region));
        }
    }
}
