using System.Management.Automation;

namespace Kirimy.PowerShell.Session;

/// <summary>The common parameters of a call, or the preference variables if they are omitted.</summary>
internal sealed class CommonPreferences(PSCmdlet cmdlet)
{
    /// <summary>Whether -WhatIf is in effect.</summary>
    public bool IsWhatIf => LanguagePrimitives.IsTrue(GetValue("WhatIf", "WhatIfPreference"));

    /// <summary>Whether the first error ends the pipeline.</summary>
    public bool StopsAtErrors => GetPreference("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    /// <summary>
    /// Whether ShouldProcess of a cmdlet with ConfirmImpact Medium would prompt or write anything. If not, skipping its texts saves a
    /// tenth of the cost of each message.
    /// </summary>
    public bool MayPrompt => IsWhatIf || IsVerbose || MayConfirm;

    /// <summary>Whether information is shown; null if the user specified nothing.</summary>
    public bool? ShowsInformation =>
        GetPreference("InformationAction", "InformationPreference") switch
        {
            ActionPreference.Continue or ActionPreference.Inquire => true,
            ActionPreference.Ignore => false,
            _ => GetBound("InformationAction") is null ? null : false,
        };

    private bool IsVerbose =>
        GetBound("Verbose") is { } verbose
            ? LanguagePrimitives.IsTrue(verbose)
            : GetPreference("Verbose", "VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private bool MayConfirm =>
        GetBound("Confirm") is { } confirm
            ? LanguagePrimitives.IsTrue(confirm)
            : ConvertTo<ConfirmImpact>(GetVariable("ConfirmPreference")) is not (ConfirmImpact.High or ConfirmImpact.None);

    private ActionPreference? GetPreference(string parameter, string variable) =>
        ConvertTo<ActionPreference>(GetValue(parameter, variable));

    private object? GetValue(string parameter, string variable) => GetBound(parameter) ?? GetVariable(variable);

    private object? GetBound(string parameter) => cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : null;

    private object? GetVariable(string name) => cmdlet.SessionState.PSVariable.GetValue(name);

    private static T? ConvertTo<T>(object? value)
        where T : struct => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T read) ? read : null;
}
