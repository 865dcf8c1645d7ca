using System.Management.Automation;
using Kirimy.Client.Texts;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for a culture: refuses a name without culture data on this system, for which .NET would create a culture.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CultureArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            CultureInfo culture => culture,
            string name => TextCulture.Find(name.Trim())
                ?? throw new ArgumentTransformationMetadataException(Text.CultureArgument_Unknown.With(name.Trim())),
            _ => inputData,
        };
}
