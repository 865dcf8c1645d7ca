namespace Kirimy.Client.Network;

/// <summary>
/// The proxy that the environment names, by .NET's rules: <c>https_proxy</c> before <c>all_proxy</c>, lower case before upper case, and
/// <c>no_proxy</c> as a list of names with commas between, of which <c>.example.com</c> stands for the domain and all below it; beside
/// those, <c>*</c> stands for every name. Read here, because .NET reads it once in a process, and a session sets it while it runs.
/// </summary>
/// <param name="Address">The proxy; null when the service's host is exempt.</param>
/// <param name="Variable">The variable that says so.</param>
internal sealed record EnvironmentProxy(ProxyAddress? Address, string Variable)
{
    /// <summary>What the environment says of a host that is reached over https.</summary>
    /// <returns>Null when it names no proxy.</returns>
    /// <exception cref="KirimyException">INVALID_PROXY: a variable holds no address.</exception>
    public static EnvironmentProxy? Find(string host, Func<string, string?> read)
    {
        if (FirstSet(read, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY") is not { } variable)
        {
            return null;
        }

        return FirstSet(read, "no_proxy", "NO_PROXY") is { } bypass && Exempts(read(bypass)!, host)
            ? new EnvironmentProxy(Address: null, bypass)
            : new EnvironmentProxy(ProxyAddress.Parse(read(variable)!, "$env:" + variable), variable);
    }

    private static string? FirstSet(Func<string, string?> read, params string[] variables) =>
        Array.Find(variables, variable => !string.IsNullOrWhiteSpace(read(variable)));

    private static bool Exempts(string list, string host) =>
        Array.Exists(
            list.Split(','),
            entry =>
            {
                var name = entry.Trim();
                return name is "*"
                    || string.Equals(name, host, StringComparison.OrdinalIgnoreCase)
                    || (
                        name.StartsWith(".", StringComparison.Ordinal)
                        && (
                            host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                            || string.Equals(name.Substring(1), host, StringComparison.OrdinalIgnoreCase)
                        )
                    );
            }
        );
}
