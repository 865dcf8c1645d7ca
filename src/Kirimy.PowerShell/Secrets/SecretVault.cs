namespace Kirimy.PowerShell.Secrets;

/// <summary>A vault that is registered with SecretManagement.</summary>
internal sealed record SecretVault(string Name, bool IsDefault);
