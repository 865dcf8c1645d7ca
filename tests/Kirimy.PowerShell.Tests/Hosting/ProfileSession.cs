namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>
/// A session with its own folder for settings and an environment without Kirimy variables. The environment of the process is restored at
/// the end.
/// </summary>
internal sealed class ProfileSession : IDisposable
{
    private static readonly string[] Variables =
    [
        "KIRIMY_PROFILE",
        "KIRIMY_SESSION_ID",
        "KIRIMY_RECIPIENT",
        "KIRIMY_BASE_URI",
        "KIRIMY_LEDGER",
        "KIRIMY_API_KEY",
        "XDG_CONFIG_HOME",
    ];

    private readonly Dictionary<string, string?> before = Variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);
    private readonly TemporaryFolder folder = new();

    public ProfileSession()
    {
        foreach (var variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, value: null);
        }

        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", folder.Path);
        Session = PowerShellSession.Open();
    }

    public PowerShellSession Session { get; }

    /// <summary>A folder for other files of a test.</summary>
    public string Folder => folder.Path;

    public string File => Path.Combine(folder.Path, "kirimy", "profiles.json");

    public ScriptRun Run(string script, params (string Name, object? Value)[] parameters) => Session.Run(script, parameters);

    public void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
    }

    /// <summary>The value and the source of a setting.</summary>
    public string Effective(string name, string arguments = "")
    {
        var settings = Run($"Get-KirimyProfile -Effective {arguments}").Clean().Output;
        var setting = Assert.Single(settings, s => (string)s.Properties["Name"].Value == name);
        var value = setting.Properties["Value"].Value;
        return $"{(value is IEnumerable<string> several ? string.Join(',', several) : value)} {setting.Properties["Source"].Value}";
    }

    /// <summary>The completions at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line) =>
        [
            .. Run("param($line) (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches", ("line", line))
                .Clean()
                .Output.Select(o => (string)o.Properties["CompletionText"].Value),
        ];

    public void Dispose()
    {
        Session.Run("Get-KirimySandbox -ErrorAction Ignore | Where-Object IsDefault | Stop-KirimySandbox");
        Session.Dispose();
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        folder.Dispose();
    }
}
