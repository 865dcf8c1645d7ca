using System.Net;
using System.Security;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>
/// A session with no API key in the environment and no module on the path. Tests add what they need, and the environment of the process is
/// restored at the end.
/// </summary>
internal sealed class SecretSession : IDisposable
{
    /// <summary>An API key in the format of the service.</summary>
    public const string Key = "7d1c09a4f6e2b85390ad4c7e1f02b6d8c3a95e70418bf2d69c0e7a3515d48b6f";

    /// <summary>The first 12 digits of the key's SHA-256.</summary>
    public const string Fingerprint = "e98a13d82d29";

    private readonly Dictionary<string, string?> before = new(StringComparer.Ordinal);
    private readonly string modulePath = Directory.CreateTempSubdirectory("kirimy-modules-").FullName;

    public SecretSession(RecordingHost? host = null)
    {
        Session = PowerShellSession.Open(host: host);
        Set("PSModulePath", modulePath);
        Set("KIRIMY_API_KEY", null);
    }

    public PowerShellSession Session { get; }

    public RecordingHost Host => Session.Host;

    public static string FakeModule { get; } =
        Path.Combine(BuiltModule.RepositoryRoot, "tests", "Kirimy.PowerShell.Tests", "FakeSecretManagement", "FakeSecretManagement.psm1");

    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    public static string Plain(object? secret) => new NetworkCredential(string.Empty, (SecureString)secret!).Password;

    /// <summary>Loads the fake SecretManagement module under another name.</summary>
    public SecretSession WithSecretManagement()
    {
        Session.Run("param($path) Import-Module $path", ("path", FakeModule)).Clean();
        return this;
    }

    /// <summary>Registers a vault. Its parameters are a hashtable in PowerShell syntax.</summary>
    public SecretSession WithVault(string name, string parameters = "@{}", bool isDefault = false)
    {
        Run($"Register-SecretVault -Name '{name}' -ModuleName Fake -VaultParameters {parameters} -DefaultVault:${isDefault}").Clean();
        return this;
    }

    /// <summary>Puts a secret into a vault.</summary>
    public SecretSession WithSecret(string vault, object secret, string name = "KirimyApiKey")
    {
        Session.Run("param($n, $v, $s) Set-Secret -Name $n -Vault $v -Secret $s", ("n", name), ("v", vault), ("s", secret)).Clean();
        return this;
    }

    /// <summary>Puts a key into the environment.</summary>
    public SecretSession WithVariable(string? value)
    {
        Set("KIRIMY_API_KEY", value);
        return this;
    }

    /// <summary>Installs a script module where PowerShell looks for modules.</summary>
    public SecretSession WithInstalled(string module, string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(modulePath, module)).FullName;
        File.WriteAllText(Path.Combine(folder, module + ".psm1"), script);
        return this;
    }

    public ScriptRun Run(string script, params (string Name, object? Value)[] parameters) => Session.Run(script, parameters);

    /// <summary>The secret in a vault, or null if the vault doesn't have it.</summary>
    public string? Stored(string vault, string name = "KirimyApiKey")
    {
        var run = Session.Run("param($n, $v) Get-Secret -Name $n -Vault $v", ("n", name), ("v", vault));
        return run.Output.Count == 0 ? null : Plain(run.Output[0].BaseObject);
    }

    public void Dispose()
    {
        Session.Dispose();
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(modulePath, recursive: true);
    }

    private void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
