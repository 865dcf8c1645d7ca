using System.Management.Automation;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell;

/// <summary>The base class of all cmdlets: a cancellation token that is canceled when the pipeline stops.</summary>
public abstract class KirimyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => stopping.Token;

    /// <summary>Ends every wait of the command.</summary>
    protected override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped by another thread just after the command had ended.
        }
    }

    /// <summary>Does something whose refusal ends the command.</summary>
    /// <param name="action">The action.</param>
    /// <param name="target">The input that it is done with, where there is one.</param>
    private protected void Guard(Action action, object? target = null)
    {
        try
        {
            action();
        }
        catch (KirimyException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // Stopped: there is nobody to tell.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the command holds; PowerShell calls it when the pipeline is done, however it ended.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }
}
