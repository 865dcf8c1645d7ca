namespace Kirimy.PowerShell.Settings;

/// <summary>An effective setting and its source.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">The kind of the source.</param>
/// <param name="Origin">The source as a part of a sentence; null if it has no name.</param>
internal sealed record Setting<T>(T Value, SettingSource Source, string? Origin = null);

/// <summary>The secret with the API key in SecretManagement.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vault">Its vault; null for the first vault that has it.</param>
/// <param name="Origin">The source of the setting; null for the default.</param>
internal sealed record SecretReference(string Name, string? Vault = null, string? Origin = null);
