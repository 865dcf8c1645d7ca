using System.Collections;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Runs commands in the recorded environment of a CI system, without other CI variables.</summary>
public abstract class BuildNotificationTestBase : SendKirimyMessageTestBase
{
    private static readonly string Environments = Path.Combine(
        BuiltModule.RepositoryRoot,
        "tests",
        "Kirimy.Client.Tests",
        "Builds",
        "Environments"
    );

    /// <summary>Prefixes of the variables that identify a CI system or that the samples use.</summary>
    private static readonly string[] Prefixes =
    [
        "AGENT_",
        "ALERT_",
        "APPVEYOR",
        "BITBUCKET_",
        "BRANCH_",
        "BUILD_",
        "CI",
        "CIRCLE",
        "GIT",
        "JENKINS_",
        "JOB_",
        "KIRIMY_",
        "STAGE_",
        "SYSTEM_",
        "TEAMCITY_",
        "TF_BUILD",
    ];

    private readonly Dictionary<string, string?> before = [];

    protected BuildNotificationTestBase()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                Set(name, null);
            }
        }
    }

    /// <summary>Sets the environment variables of a CI system in this process.</summary>
    protected void Enter(string system)
    {
        foreach (var line in File.ReadAllLines(Path.Combine(Environments, system + ".env")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var pair = line.Split('=', 2);
            Set(pair[0], pair[1]);
        }
    }

    protected void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
