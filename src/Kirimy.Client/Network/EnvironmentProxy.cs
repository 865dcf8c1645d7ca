namespace Kirimy.Client.Network;

/// <summary>
/// The proxy of the environment, by .NET's rules: <c>https_proxy</c> before <c>all_proxy</c>, lower case before upper case. <c>no_proxy</c>
/// is a comma-separated list of hosts, in which <c>.example.com</c> matches a domain and its subdomains; <c>*</c> matches every host. .NET
/// itself reads the variables once per process, but a PowerShell session may change them later. The address is null if the host is exempt.
/// </summary>
internal sealed record EnvironmentProxy(ProxyAddress? Address, string Variable)
{
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
