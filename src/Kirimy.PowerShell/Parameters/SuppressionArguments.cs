using System.Management.Automation;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Parameters;

/// <summary>Reads the alert settings from -SuppressFor, -SuppressionKey and -SuppressionNote.</summary>
internal static class SuppressionArguments
{
    /// <summary>The maximum suppression time, in seconds. A constant, so that attributes don't load the engine.</summary>
    public const int MaxSeconds = Alert.MaxWindowSeconds;

    /// <summary>Creates the alert settings.</summary>
    /// <returns>Null without -SuppressFor.</returns>
    /// <exception cref="KirimyException">SUPPRESS_FOR_MISSING; MISSING_VARIABLE or TEMPLATE_INVALID of the note.</exception>
    public static Alert? Read(InvocationInfo invocation, TimeSpan window, string? key, string? note, MessageLanguage language)
    {
        if (window > TimeSpan.Zero)
        {
            var line =
                note is null ? Alert.DefaultNote(language)
                : note.Length > 0 ? MessageTemplate.Parse(note)
                : null;
            return new Alert(window, key, line);
        }

        var isIncomplete =
            !invocation.BoundParameters.ContainsKey(nameof(SendingCmdlet.SuppressFor))
            && (invocation.BoundParameters.ContainsKey(nameof(SendingCmdlet.SuppressionKey)) || note is not null);
        return isIncomplete ? throw new KirimyException(ErrorCode.SuppressForMissing, Text.Suppress_NoDuration) : null;
    }
}
