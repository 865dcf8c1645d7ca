using System.Management.Automation;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Output;

/// <summary>Reports a failed notification the way the CI system supports: as an annotation of the build, or as a warning.</summary>
/// <param name="cmdlet">Writes it.</param>
/// <param name="system">The system; null where there is none.</param>
/// <param name="mask">Masks secrets.</param>
/// <param name="failsBuild">Whether the build fails because of it.</param>
internal sealed class BuildAnnotations(Cmdlet cmdlet, CiSystem? system, SecretMask mask, bool failsBuild)
{
    /// <summary>The tag of Write-Host records; CI systems read them from standard output.</summary>
    private const string HostTag = "PSHOST";

    private const int VisibleDigits = 4;

    public SecretMask Mask => mask;

    /// <summary>Writes a warning that doesn't fail the build.</summary>
    public void Warn(string line) => Write(line, AnnotationLevel.Warning);

    public void Write(SendResult result)
    {
        var format = result.Status == DeliveryStatus.Unknown ? Text.Build_Unknown : Text.Build_NotSent;
        var line = format.With(MaskNumber(result.Recipient), result.ErrorMessage, result.ErrorCode);
        Write(line, failsBuild ? AnnotationLevel.Error : AnnotationLevel.Warning);
    }

    private void Write(string text, AnnotationLevel level)
    {
        var line = mask.Apply(text);
        if (system?.Annotate is { } annotate)
        {
            cmdlet.WriteInformation(new HostInformationMessage { Message = annotate(line, level) }, [HostTag]);
        }
        else
        {
            cmdlet.WriteWarning(line);
        }
    }

    /// <summary>A build log may be public, so phone numbers are masked.</summary>
    private static string MaskNumber(string? recipient)
    {
        var number = recipient?.Trim() ?? string.Empty;
        return number.Length == 0 ? Text.Build_NoRecipient
            : number.Length > VisibleDigits ? "…" + number.Remove(0, number.Length - VisibleDigits)
            : number;
    }
}
