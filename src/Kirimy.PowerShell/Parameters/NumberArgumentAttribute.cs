using System.Collections;
using System.Management.Automation;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for phone numbers: converts a numeric value to the same text as a cell of a row. PowerShell's own
/// conversion hides that a double lost digits.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class NumberArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            char[] text => new string(text),
            IList values => ListArgumentAttribute.Flatten(values).Select(WithText).ToArray(),
            _ => WithText(inputData),
        };

    private static object? WithText(object? value) => NumberText.IsNumber(value) ? NumberText.Of(value) : value;
}
