using System.Management.Automation;

namespace Kirimy.PowerShell.Session;

/// <summary>The common parameters of a call, or the preference variables if they are omitted.</summary>
internal sealed class CommonPreferences(PSCmdlet cmdlet)
{
    /// <summary>Whether only what would happen is to be shown.</summary>
    public bool IsWhatIf => LanguagePrimitives.IsTrue(Value("WhatIf", "WhatIfPreference"));

    /// <summary>Whether the first error ends the pipeline.</summary>
    public bool StopsAtErrors => Action("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    /// <summary>
    /// Whether ShouldProcess of a command with ConfirmImpact Medium has anything to ask or to show. Where it has not, the texts that it
    /// takes for each message are a tenth of what the command costs.
    /// </summary>
    public bool MayAsk => IsWhatIf || IsVerbose || MayConfirm;

    /// <summary>Whether information is to be shown; null if the user said nothing of it.</summary>
    public bool? ShowsInformation =>
        Action("InformationAction", "InformationPreference") switch
        {
            ActionPreference.Continue or ActionPreference.Inquire => true,
            ActionPreference.Ignore => false,
            _ => Bound("InformationAction") is null ? null : false,
        };

    private bool IsVerbose =>
        Bound("Verbose") is { } verbose
            ? LanguagePrimitives.IsTrue(verbose)
            : Action("Verbose", "VerbosePreference") is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private bool MayConfirm =>
        Bound("Confirm") is { } confirm
            ? LanguagePrimitives.IsTrue(confirm)
            : Read<ConfirmImpact>(Variable("ConfirmPreference")) is not (ConfirmImpact.High or ConfirmImpact.None);

    private ActionPreference? Action(string parameter, string variable) => Read<ActionPreference>(Value(parameter, variable));

    private object? Value(string parameter, string variable) => Bound(parameter) ?? Variable(variable);

    private object? Bound(string parameter) => cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : null;

    private object? Variable(string name) => cmdlet.SessionState.PSVariable.GetValue(name);

    private static T? Read<T>(object? value)
        where T : struct => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out T read) ? read : null;
}
