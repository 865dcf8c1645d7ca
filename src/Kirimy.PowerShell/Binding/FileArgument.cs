using System.Management.Automation;

namespace Kirimy.PowerShell.Binding;

/// <summary>Paths that a person gave, as paths of the file system.</summary>
internal static class FileArgument
{
    private const string FileSystem = "FileSystem";

    /// <summary>The files that a path names.</summary>
    /// <param name="cmdlet">Whose current location relative paths start from.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">Whether it is taken as it is, or may have wildcards.</param>
    /// <exception cref="KirimyException">FILE_NOT_FOUND: nothing matches. FILE_UNREADABLE: it names no files.</exception>
    public static List<string> Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            ProviderInfo provider;
            List<string> files = isLiteral
                ? [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : [.. cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider)];
            if (provider.Name != FileSystem)
            {
                throw new KirimyException(ErrorCode.FileUnreadable, Text.ImportContact_NotAFile.With(path));
            }

            return files.Count > 0 ? files : throw NoMatch(path, innerException: null);
        }
        catch (ItemNotFoundException exception)
        {
            throw NoMatch(path, exception);
        }
        catch (Exception exception) when (exception is SessionStateException or ProviderInvocationException or PSArgumentException)
        {
            throw new KirimyException(ErrorCode.FileNotFound, exception.Message, exception);
        }
    }

    private static KirimyException NoMatch(string path, Exception? innerException) =>
        new(ErrorCode.FileNotFound, Text.ImportContact_NoMatch.With(path), innerException);
}
