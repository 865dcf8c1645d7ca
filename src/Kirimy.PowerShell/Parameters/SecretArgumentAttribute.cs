using System.Management.Automation;
using System.Security;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// For a SecureString parameter: refuses text without repeating it. PowerShell's own refusal ("Cannot convert the "…" value") shows
/// what was given, and so puts a key into the error stream, $Error and transcripts.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            SecureString secret => secret,
            var other => throw new ArgumentTransformationMetadataException(Text.SecretArgument_Refused.With(other.GetType().Name)),
        };
}

/// <summary>
/// For a parameter that takes a proxy's address: refuses what is none without repeating it. PowerShell's own refusal ("Cannot convert
/// value "…"") shows what was given, and so puts the proxy's password into the error stream, $Error and transcripts.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ProxyArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            Uri uri => uri,
            string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var uri) => uri,
            _ => throw new ArgumentTransformationMetadataException(Text.ProxyArgument_Refused),
        };
}
