using System.Management.Automation;
using System.Security;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for a SecureString: refuses text without repeating it. PowerShell's own error ("Cannot convert the "…" value")
/// shows the text, so an API key would be in the error stream, $Error and transcripts.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            null => null,
            SecureString secret => secret,
            var other => throw new ArgumentTransformationMetadataException(Text.SecretArgument_Refused.With(other.GetType().Name)),
        };
}

/// <summary>
/// Argument transformation for a proxy address: refuses an invalid one without repeating it. PowerShell's own error ("Cannot convert
/// value "…"") shows the value, so the proxy's password would be in the error stream, $Error and transcripts.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class ProxyArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            null => null,
            Uri uri => uri,
            string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var uri) => uri,
            _ => throw new ArgumentTransformationMetadataException(Text.ProxyArgument_Refused),
        };
}
