namespace Kirimy.Sandbox;

/// <summary>The local stand-in for the Kirimy Client API.</summary>
public sealed class SandboxServer { }
