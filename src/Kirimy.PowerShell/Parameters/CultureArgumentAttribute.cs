using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Parameters;

/// <summary>For a parameter that takes a culture: refuses a name that this system has no data of. .NET makes up a culture for it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CultureArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            CultureInfo culture => culture,
            string name => TextCulture.Find(name.Trim())
                ?? throw new ArgumentTransformationMetadataException(Text.CultureArgument_Unknown.With(name.Trim())),
            _ => inputData,
        };
}
