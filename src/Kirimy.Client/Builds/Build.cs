namespace Kirimy.Client.Builds;

/// <summary>A build, as far as its CI system describes it. Unknown properties are null.</summary>
public sealed record Build
{
    /// <summary>The CI system's name.</summary>
    public string? System { get; init; }

    /// <summary>The repository, usually <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The branch or tag; for a pull request, its source branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The full commit ID.</summary>
    public string? Commit { get; init; }

    /// <summary>The author of the commit or, if that isn't known, the user who started the build.</summary>
    public string? Author { get; init; }

    /// <summary>The stage and the job.</summary>
    public string? Stage { get; init; }

    /// <summary>The build's number.</summary>
    public string? Number { get; init; }

    /// <summary>The page that shows the build.</summary>
    public string? Url { get; init; }

    /// <summary>The start time.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The current status.</summary>
    public BuildStatus? Status { get; init; }

    /// <summary>An unsupported status, as the user specified it; null for a supported one.</summary>
    public string? StatusWord { get; init; }

    /// <summary>Joins the distinct parts of a stage.</summary>
    internal static string? Join(params string?[] parts)
    {
        var known = parts.Where(static part => part is not null).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count > 0 ? string.Join(" / ", known) : null;
    }

    /// <summary>Removes the first matching prefix from a name.</summary>
    internal static string? WithoutPrefix(string? name, params string[] prefixes)
    {
        var prefix = Array.Find(prefixes, p => name?.StartsWith(p, StringComparison.Ordinal) == true);
        return prefix is null ? name : name![prefix.Length..];
    }

    /// <summary>
    /// The name of a repository from its clone URL: <c>owner/name</c> from <c>https://host/owner/name.git</c>,
    /// <c>ssh://git@host/owner/name</c> and <c>git@host:owner/name.git</c>.
    /// </summary>
    internal static string? RepositoryOf(string? url)
    {
        if (url is null)
        {
            return null;
        }

        var path = (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url[(url.IndexOf(':') + 1)..]).Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
        return path.Length > 0 ? path : null;
    }
}
