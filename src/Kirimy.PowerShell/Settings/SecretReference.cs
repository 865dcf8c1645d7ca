namespace Kirimy.PowerShell.Settings;

/// <summary>Which secret of SecretManagement holds the API key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vault">Its vault; null for the first that has one of that name.</param>
/// <param name="Origin">Who says so; null where nobody does, and it is only looked for.</param>
internal sealed record SecretReference(string Name, string? Vault = null, string? Origin = null);
