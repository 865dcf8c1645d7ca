namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The tests that change the process's environment variables: they run while no other test does.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;
