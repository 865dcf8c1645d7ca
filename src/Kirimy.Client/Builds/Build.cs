namespace Kirimy.Client.Builds;

/// <summary>A build, as far as its CI system describes it. Unknown properties are null.</summary>
internal sealed record Build
{
    public string? System { get; init; }

    /// <summary>Usually <c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>For a pull request, the source branch.</summary>
    public string? Branch { get; init; }

    public string? Commit { get; init; }

    /// <summary>The author of the commit or, if that isn't known, the user who started the build.</summary>
    public string? Author { get; init; }

    public string? Stage { get; init; }
    public string? Number { get; init; }
    public string? Url { get; init; }
    public DateTimeOffset? Started { get; init; }
    public BuildStatus? Status { get; init; }

    /// <summary>An unsupported status, as the user specified it.</summary>
    public string? StatusWord { get; init; }

    internal static string? Join(params string?[] parts)
    {
        var known = parts.Where(static part => part is not null).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return known.Count > 0 ? string.Join(" / ", known) : null;
    }

    internal static string? WithoutPrefix(string? name, params string[] prefixes)
    {
        var prefix = Array.Find(prefixes, p => name?.StartsWith(p, StringComparison.Ordinal) == true);
        return prefix is null ? name : name![prefix.Length..];
    }

    /// <summary><c>owner/name</c> from <c>https://host/owner/name.git</c>, <c>ssh://…</c> or <c>git@host:owner/name</c>.</summary>
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
