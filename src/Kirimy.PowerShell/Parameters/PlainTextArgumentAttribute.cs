using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// For a text parameter: refuses what PowerShell would make text of without a word, such as the source of a script block, which would
/// reach customers.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PlainTextArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            ScriptBlock => throw new ArgumentTransformationMetadataException(Text.PlainTextArgument_ScriptBlock),
            string text => text,
            IEnumerable => throw new ArgumentTransformationMetadataException(Text.PlainTextArgument_Several),
            _ => inputData,
        };
}
