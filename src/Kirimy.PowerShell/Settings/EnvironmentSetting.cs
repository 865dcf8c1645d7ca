namespace Kirimy.PowerShell.Settings;

/// <summary>
/// Settings in environment variables, for systems without a profile, such as CI jobs. An empty variable counts as not set.
/// </summary>
internal static class EnvironmentSetting
{
    public const string Profile = "KIRIMY_PROFILE";

    /// <summary>One WhatsApp session ID, or several separated by commas.</summary>
    public const string SessionId = "KIRIMY_SESSION_ID";

    /// <summary>The default recipients and groups: <c>081234567890; oncall = 0812…, 0813…</c>.</summary>
    public const string Recipient = "KIRIMY_RECIPIENT";

    public const string BaseUri = "KIRIMY_BASE_URI";

    /// <summary>Besides -Ledger, the only source for an address with a password.</summary>
    public const string Ledger = "KIRIMY_LEDGER";

    /// <summary>The text of a variable; null if it isn't set or is empty.</summary>
    public static string? Of(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A variable as a part of a sentence.</summary>
    public static string Name(string variable) => "$env:" + variable;
}
