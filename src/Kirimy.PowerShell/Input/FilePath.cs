using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>From a path as users write it to one that the system knows.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The whole path of a file that need not be there; wildcards stand for themselves.</summary>
    /// <param name="cmdlet">Whose location it is relative to.</param>
    /// <param name="path">The path: relative, with a drive of PowerShell's, with ~.</param>
    /// <param name="code">The code of the refusal.</param>
    /// <exception cref="KirimyException">With that code: the path isn't in the file system.</exception>
    public static string Of(PSCmdlet cmdlet, string path, string code) =>
        Read(
            path,
            code,
            () =>
            {
                var whole = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
                return (whole, provider);
            }
        );

    /// <summary>The files that are there and match a path with wildcards.</summary>
    /// <exception cref="KirimyException">With that code: nothing matches, or the path isn't in the file system.</exception>
    public static IReadOnlyList<string> Matching(PSCmdlet cmdlet, string path, string code)
    {
        Collection<string> files;
        try
        {
            files = Read(
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

    private static T Read<T>(string path, string code, Func<(T Found, ProviderInfo Provider)> find)
    {
        T found;
        ProviderInfo provider;
        try
        {
            (found, provider) = find();
        }
        // Such as a drive that is not there.
        catch (Exception exception) when (exception is RuntimeException or NotSupportedException or ArgumentException)
        {
            throw new KirimyException(code, Text.FilePath_Unusable.With(path, exception.Message), exception);
        }

        return provider.Name == FileSystem ? found : throw new KirimyException(code, Text.FilePath_NoFile.With(path, provider.Name));
    }
}
