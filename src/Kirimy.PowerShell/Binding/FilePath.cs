using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>From a path as users write it to one that the system knows.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The whole path of a file that need not be there; wildcards stand for themselves.</summary>
    /// <param name="cmdlet">Whose location it is relative to.</param>
    /// <param name="path">The path: relative, with a drive of PowerShell's, with ~.</param>
    /// <param name="code">The code of the refusal.</param>
    /// <exception cref="KirimyException">With that code: it is no path of the file system.</exception>
    public static string Of(PSCmdlet cmdlet, string path, string code)
    {
        ProviderInfo provider;
        string whole;
        try
        {
            whole = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        // Such as a drive that is not there.
        catch (Exception exception) when (exception is RuntimeException or NotSupportedException or ArgumentException)
        {
            throw new KirimyException(code, Text.FilePath_Unusable.With(path, exception.Message), exception);
        }

        return provider.Name == FileSystem ? whole : throw new KirimyException(code, Text.FilePath_NoFile.With(path, provider.Name));
    }
}
