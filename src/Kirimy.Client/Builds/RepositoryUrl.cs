namespace Kirimy.Client.Builds;

/// <summary>The name of a repository, from the address that it is cloned from.</summary>
internal static class RepositoryUrl
{
    private const string Suffix = ".git";

    /// <summary><c>owner/name</c> of <c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name</c> and <c>git@host:owner/name.git</c>.</summary>
    public static string? PathOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var path =
            Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath
            : url.IndexOf(':') is > 0 and var colon ? url.Substring(colon + 1)
            : url;
        path = path.Trim('/');
        path = path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? path.Substring(0, path.Length - Suffix.Length) : path;
        return path.Length > 0 ? path : null;
    }
}
