using System.Management.Automation;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell;

/// <summary>Base class of all cmdlets: provides a cancellation token for the pipeline.</summary>
public abstract class KirimyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Canceled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => stopping.Token;

    /// <summary>Cancels all waits of the cmdlet.</summary>
    protected override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Another thread stopped the pipeline just after the cmdlet ended.
        }
    }

    /// <summary>Runs an action. A KirimyException becomes a terminating error.</summary>
    /// <param name="action">The action.</param>
    /// <param name="target">The input of the action; null for none.</param>
    private protected void Guard(Action action, object? target = null) => Guard(action, target, ThrowTerminatingError);

    /// <summary>Runs an action for one of several inputs. A KirimyException becomes a non-terminating error.</summary>
    /// <param name="action">The action.</param>
    /// <param name="target">The input of the action; null for none.</param>
    private protected void GuardInput(Action action, object? target) => Guard(action, target, WriteError);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases resources. PowerShell calls it when the pipeline ends for any reason.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }

    private void Guard(Action action, object? target, Action<ErrorRecord> report)
    {
        try
        {
            action();
        }
        catch (KirimyException exception)
        {
            report(ErrorRecords.From(exception, target));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The pipeline was stopped, so no error is written.
        }
    }
}
