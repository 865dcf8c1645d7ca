namespace Kirimy.Client.Builds;

/// <summary>What is known of a build. What its system does not tell is null.</summary>
public sealed record Build
{
    /// <summary>The CI system's name.</summary>
    public string? System { get; init; }

    /// <summary>The repository, as a rule <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The branch or tag; of a pull request, the branch that it comes from.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit's whole id.</summary>
    public string? Commit { get; init; }

    /// <summary>Who wrote the commit or, where only that is known, who started the build.</summary>
    public string? Author { get; init; }

    /// <summary>The stage and the job.</summary>
    public string? Stage { get; init; }

    /// <summary>The build's number.</summary>
    public string? Number { get; init; }

    /// <summary>The page that shows the build.</summary>
    public string? Url { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How it ended, so far.</summary>
    public BuildStatus? Status { get; init; }

    /// <summary>A status that Kirimy doesn't know, as it was given; null for one that is known.</summary>
    public string? StatusWord { get; init; }

    /// <summary>Puts parts of a stage together.</summary>
    internal static string? Join(params string?[] parts)
    {
        var known = parts.Where(static part => part is not null).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count > 0 ? string.Join(" / ", known) : null;
    }

    /// <summary>A name without the first of some prefixes that it begins with.</summary>
    internal static string? WithoutPrefix(string? name, params string[] prefixes)
    {
        var prefix = Array.Find(prefixes, p => name?.StartsWith(p, StringComparison.Ordinal) == true);
        return prefix is null ? name : name![prefix.Length..];
    }

    /// <summary>
    /// The name of a repository, from the address that it is cloned from: <c>owner/name</c> of <c>https://host/owner/name.git</c>,
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
