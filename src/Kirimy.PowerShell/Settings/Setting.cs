namespace Kirimy.PowerShell.Settings;

/// <summary>A value that a command goes by, and where it comes from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">What kind of place it comes from.</param>
/// <param name="Origin">The place itself, for a sentence; null where there is nothing to name.</param>
internal sealed record Setting<T>(T Value, SettingSource Source, string? Origin = null);
