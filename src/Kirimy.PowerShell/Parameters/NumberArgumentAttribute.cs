using System.Collections;
using System.Management.Automation;
using Kirimy.PowerShell.Input;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// For a parameter with phone numbers: a number that isn't text gets the text that a row's cell with that number has. PowerShell's own
/// conversion writes a double that lost digits as if it had all of them.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NumberArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            char[] text => new string(text),
            IList values => ListArgumentAttribute.Flatten(values).Select(WithText).ToArray(),
            _ => WithText(inputData),
        };

    private static object? WithText(object? value) => NumberText.IsNumber(value) ? NumberText.Of(value) : value;
}
