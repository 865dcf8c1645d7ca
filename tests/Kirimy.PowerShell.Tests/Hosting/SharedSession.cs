namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>One shared session for all tests of a class, which don't change it.</summary>
public sealed class SharedSession : IDisposable
{
    internal PowerShellSession Session { get; } = PowerShellSession.Open();

    public void Dispose() => Session.Dispose();
}
