using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>Resolves paths that users specify to file system paths.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path of a file, which need not exist. Wildcards are literal.</summary>
    /// <param name="cmdlet">The cmdlet whose location the path is relative to.</param>
    /// <param name="path">The path: absolute, relative, with a PowerShell drive, or with ~.</param>
    /// <param name="code">The code of the error.</param>
    /// <exception cref="KirimyException">With that code: the path isn't in the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, string code) =>
        Run(
            path,
            code,
            () =>
            {
                var whole = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
                return (whole, provider);
            }
        );

    /// <summary>The existing files that match a path with wildcards.</summary>
    /// <exception cref="KirimyException">With that code: nothing matches, or the path isn't in the file system.</exception>
    public static IReadOnlyList<string> FindMatches(PSCmdlet cmdlet, string path, string code)
    {
        Collection<string> files;
        try
        {
            files = Run(
                path,
                code,
                () =>
                {
                    var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
                    return (found, provider);
                }
            );
        }
        catch (KirimyException exception) when (exception.InnerException is ItemNotFoundException)
        {
            files = [];
        }

        return files.Count > 0 ? files : throw new KirimyException(code, Text.FilePath_NoMatch.With(path));
    }

    private static T Run<T>(string path, string code, Func<(T Found, ProviderInfo Provider)> find)
    {
        T found;
        ProviderInfo provider;
        try
        {
            (found, provider) = find();
        }
        // For example, the drive doesn't exist.
        catch (Exception exception) when (exception is RuntimeException or NotSupportedException or ArgumentException)
        {
            throw new KirimyException(code, Text.FilePath_Unusable.With(path, exception.Message), exception);
        }

        return provider.Name == FileSystem ? found : throw new KirimyException(code, Text.FilePath_NoFile.With(path, provider.Name));
    }
}
