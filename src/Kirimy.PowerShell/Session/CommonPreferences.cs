using System.Management.Automation;

namespace Kirimy.PowerShell.Session;

/// <summary>The common parameters of a call, or the preference variables if they are omitted.</summary>
internal sealed class CommonPreferences(PSCmdlet cmdlet)
{
    /// <summary>Whether -WhatIf is in effect.</summary>
    public bool IsWhatIf => LanguagePrimitives.IsTrue(Value("WhatIf", "WhatIfPreference"));

    /// <summary>Whether the first error ends the pipeline.</summary>
    public bool StopsAtErrors => Action("ErrorAction", "ErrorActionPreference") == ActionPreference.Stop;

    /// <summary>
    /// Whether ShouldProcess of a cmdlet with ConfirmImpact Medium would prompt or write anything. If not, skipping its texts saves a
    /// tenth of the cost of each message.
    /// </summary>
    public bool MayPrompt => IsWhatIf || IsVerbose || MayConfirm;

    /// <summary>Whether information is shown; null if the user specified nothing.</summary>
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
