using System.Collections;
using System.Management.Automation;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for texts: refuses values that PowerShell would convert to text silently, such as a script block, whose source
/// would be sent to customers.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class PlainTextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            ScriptBlock => throw new ArgumentTransformationMetadataException(Text.PlainTextArgument_ScriptBlock),
            string text => text,
            IEnumerable => throw new ArgumentTransformationMetadataException(Text.PlainTextArgument_Several),
            _ => inputData,
        };
}
