namespace Kirimy.PowerShell.Settings;

/// <summary>Settings in environment variables, for places without a profile, such as CI jobs. An empty one is none.</summary>
internal static class EnvironmentSetting
{
    public const string Profile = "KIRIMY_PROFILE";

    /// <summary>One session, or several with commas between them.</summary>
    public const string SessionId = "KIRIMY_SESSION_ID";

    /// <summary>The default recipients and named groups: <c>081234567890; oncall = 0812…, 0813…</c>.</summary>
    public const string Recipient = "KIRIMY_RECIPIENT";

    public const string BaseUri = "KIRIMY_BASE_URI";

    /// <summary>The one place beside -Ledger for an address with a password.</summary>
    public const string Ledger = "KIRIMY_LEDGER";

    /// <summary>A variable's text; null when it is not set, or empty.</summary>
    public static string? Of(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A variable, for a sentence.</summary>
    public static string Name(string variable) => "$env:" + variable;
}
