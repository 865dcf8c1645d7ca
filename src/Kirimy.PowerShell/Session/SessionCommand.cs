using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Shell = System.Management.Automation.PowerShell;

namespace Kirimy.PowerShell.Session;

/// <summary>
/// Calls a loaded command of the PowerShell session without side effects: no output, no entry in $Error or in a transcript.
/// </summary>
internal sealed class SessionCommand
{
    private static readonly (string Name, object Value)[] Quiet =
    [
        ("ErrorAction", ActionPreference.Continue),
        ("WarningAction", ActionPreference.SilentlyContinue),
        ("InformationAction", ActionPreference.SilentlyContinue),
        ("Verbose", false),
        ("Debug", false),
    ];

    private readonly CommandInfo command;

    private SessionCommand(CommandInfo command) => this.command = command;

    /// <summary>Searches loaded commands only, so that PowerShell doesn't load modules.</summary>
    /// <param name="cmdlet">The calling cmdlet.</param>
    /// <param name="name">The name of the command.</param>
    /// <param name="parameters">The parameters that identify the command.</param>
    public static SessionCommand? Find(PSCmdlet cmdlet, string name, params string[] parameters)
    {
        var found = cmdlet
            .InvokeCommand.GetCommands(name, CommandTypes.Alias | CommandTypes.Function | CommandTypes.Cmdlet, nameIsPattern: false)
            .Select(c => c is AliasInfo alias ? alias.ResolvedCommand : c)
            .FirstOrDefault(c => c?.Parameters is { } known && Array.TrueForAll(parameters, known.ContainsKey));
        return found is null ? null : new SessionCommand(found);
    }

    /// <summary>Calls the command and waits for its end.</summary>
    public Response Invoke(PSCmdlet cmdlet, params (string Name, object Value)[] parameters)
    {
        var sessionErrors = cmdlet.SessionState.PSVariable.GetValue("global:Error") as IList;
        var newest = sessionErrors is { Count: > 0 } ? sessionErrors[0] : null;

        // Runs a command with arguments instead of a script: script block logging records no text, sessions without a language allow it,
        // and transcripts omit it. (A script would make the transcript omit the caller's output, too.) The command is called by name,
        // because a function that is passed as an object runs in its caller's scope, and its errors can't be merged.
        using var shell = Shell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(command.ModuleName is { Length: > 0 } module ? $"{module}\\{command.Name}" : command.Name);
        foreach (var (name, value) in parameters.Concat(Quiet.Where(q => command.Parameters.ContainsKey(q.Name))))
        {
            shell.AddParameter(name, value);
        }

        // An error in its own stream would appear in the transcript.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        try
        {
            var written = shell.Invoke();
            return Response.From(written.Where(o => o is not null)) with
            {
                WasStopped = shell.InvocationStateInfo.State != PSInvocationState.Completed,
            };
        }
        catch (PipelineStoppedException) when (!cmdlet.Stopping)
        {
            return new Response([], []) { WasStopped = true };
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return new Response([], [exception.ErrorRecord]);
        }
        finally
        {
            // "No such secret" is a result here and isn't an error for the user.
            while (sessionErrors is { Count: > 0 } && !ReferenceEquals(sessionErrors[0], newest))
            {
                sessionErrors.RemoveAt(0);
            }
        }
    }

    /// <summary>The output and errors of a command.</summary>
    internal sealed record Response(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors)
    {
        /// <summary>
        /// Whether the command was stopped before it had finished. A prompt that is canceled, or that reads from a closed standard input,
        /// stops the pipeline that it runs in: there is neither output nor an error.
        /// </summary>
        public bool WasStopped { get; init; }

        /// <summary>Separates errors from output.</summary>
        public static Response From(IEnumerable<PSObject> written)
        {
            var kinds = written.ToLookup(o => o.BaseObject is ErrorRecord);
            return new Response([.. kinds[false]], [.. kinds[true].Select(o => (ErrorRecord)o.BaseObject)]);
        }
    }
}
