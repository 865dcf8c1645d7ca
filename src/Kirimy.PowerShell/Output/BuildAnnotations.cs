using System.Management.Automation;
using Kirimy.Client.Builds;

namespace Kirimy.PowerShell.Output;

/// <summary>Says in a CI system's own way that a notification failed: on the build's page where it has such notes, else as a warning.</summary>
/// <param name="cmdlet">Writes it.</param>
/// <param name="system">The system; null where there is none.</param>
/// <param name="mask">Keeps secrets out of it.</param>
/// <param name="failsBuild">Whether the build fails because of it.</param>
internal sealed class BuildAnnotations(Cmdlet cmdlet, CiSystem? system, SecretMask mask, bool failsBuild)
{
    /// <summary>The tag of records that a host shows like Write-Host: CI systems read it from the standard output.</summary>
    private const string HostTag = "PSHOST";

    private const int DigitsShown = 4;

    public SecretMask Mask => mask;

    /// <summary>Writes a warning that doesn't fail the build.</summary>
    public void Warn(string line) => Write(line, AnnotationLevel.Warning);

    public void Write(SendResult result)
    {
        var format = result.Status == DeliveryStatus.Unknown ? Text.Build_Unknown : Text.Build_NotSent;
        var line = format.With(Who(result.Recipient), result.ErrorMessage, result.ErrorCode);
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

    /// <summary>A log is read by many, and may be public: it has no whole numbers of people.</summary>
    private static string Who(string? recipient)
    {
        var number = recipient?.Trim() ?? string.Empty;
        return number.Length == 0 ? Text.Build_NoRecipient
            : number.Length > DigitsShown ? "…" + number.Remove(0, number.Length - DigitsShown)
            : number;
    }
}
