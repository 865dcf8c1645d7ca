namespace Kirimy.PowerShell.Settings;

/// <summary>A value that a command goes by, and where it comes from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">The kind of source.</param>
/// <param name="Origin">The place itself, for a sentence; null where there is nothing to name.</param>
internal sealed record Setting<T>(T Value, SettingSource Source, string? Origin = null);

/// <summary>Which secret of SecretManagement holds the API key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vault">Its vault; null for the first that has one of that name.</param>
/// <param name="Origin">The place that the value comes from; null if there is no value.</param>
internal sealed record SecretReference(string Name, string? Vault = null, string? Origin = null);
