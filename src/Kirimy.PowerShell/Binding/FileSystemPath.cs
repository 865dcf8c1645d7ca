using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>A path of PowerShell's as one of the system's.</summary>
internal static class FileSystemPath
{
    private const string Provider = "FileSystem";

    /// <summary>The whole path of a file that may be there or not; its name is taken as it stands, without wildcards.</summary>
    /// <exception cref="KirimyException">REPORT_NOT_WRITTEN: it is on no drive of the file system.</exception>
    public static string Of(PSCmdlet cmdlet, string path)
    {
        var whole = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == Provider
            ? whole
            : throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_NotAFile.With(path, provider.Name));
    }
}
