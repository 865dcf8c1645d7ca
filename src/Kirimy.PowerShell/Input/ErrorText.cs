using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>Formats an error as the text of an alert: the error, its causes and its location, such as <c>backup.ps1:12</c>.</summary>
internal static class ErrorText
{
    /// <summary>The text of an error record.</summary>
    public static string Of(ErrorRecord error) => Format([error.ToString(), .. GetCauses(error.Exception)], error.InvocationInfo);

    /// <summary>The text of an exception.</summary>
    public static string Of(Exception exception) =>
        Format(GetMessages(exception), (exception as IContainsErrorRecord)?.ErrorRecord?.InvocationInfo);

    private static string Format(IEnumerable<string> messages, InvocationInfo? invocation)
    {
        var lines = new List<string>();
        foreach (var message in messages.Select(message => message.Trim()))
        {
            // PowerShell and .NET repeat a cause in the message of the outer exception.
            if (message.Length > 0 && !lines.Exists(line => line.Contains(message)))
            {
                lines.Add(message);
            }
        }

        // The source line isn't included, because it may contain a password.
        if (!string.IsNullOrEmpty(invocation?.ScriptName))
        {
            var line = invocation!.ScriptLineNumber.ToString(CultureInfo.InvariantCulture);
            lines.Add(Path.GetFileName(invocation.ScriptName) + ":" + line);
        }

        return string.Join("\n", lines);
    }

    private static IEnumerable<string> GetMessages(Exception exception) => [exception.Message, .. GetCauses(exception)];

    private static IEnumerable<string> GetCauses(Exception exception) =>
        exception is AggregateException several ? several.InnerExceptions.SelectMany(GetMessages)
        : exception.InnerException is { } inner ? GetMessages(inner)
        : [];
}
