namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>One session for all tests of a class, which change nothing in it.</summary>
public sealed class SharedSession : IDisposable
{
    internal PowerShellSession Session { get; } = PowerShellSession.Open();

    public void Dispose() => Session.Dispose();
}
