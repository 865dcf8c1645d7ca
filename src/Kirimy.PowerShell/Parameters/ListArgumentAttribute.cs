using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for lists of texts: splits a text at commas, semicolons and line breaks, and
/// flattens nested lists such as <c>$team, $oncall</c>. PowerShell would convert each list to one text.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ListArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            null => null,
            IDictionary => throw new ArgumentTransformationMetadataException(Text.ListArgument_Hashtable),
            IList list and not char[] => Flatten(list).SelectMany(Values).ToArray(),
            _ => Values(inputData).ToArray(),
        };

    /// <summary>The values of a list and of the lists in it.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The nesting is too deep.</exception>
    internal static IReadOnlyList<object?> Flatten(IList list) =>
        NestedList.Flatten(list) ?? throw new ArgumentTransformationMetadataException(Text.ListArgument_Depth.With(NestedList.MaxDepth));

    // A text without values is blank; the parameter decides whether that is valid.
    private static IEnumerable<object?> Values(object? value) =>
        value.Unwrap() is string text ? SeparatedList.Split(text).DefaultIfEmpty(string.Empty)
        : NumberText.IsNumber(value) ? [NumberText.Of(value)]
        : [value];
}
