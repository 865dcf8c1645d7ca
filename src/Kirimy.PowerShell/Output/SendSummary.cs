using System.Diagnostics;
using System.Management.Automation;
using Kirimy.Client.Delivery;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Output;

/// <summary>The counts and the summary line of one run of a sending cmdlet.</summary>
internal sealed class SendSummary
{
    private const string Tag = "Kirimy";

    /// <summary>Write-Host's tag: the host shows the record unless the user declined information.</summary>
    private const string HostTag = "PSHOST";

    private readonly PSCmdlet cmdlet;
    private readonly DeliveryOptions options;
    private readonly EndLine line;
    private readonly bool? isWanted;
    private readonly long began = Stopwatch.GetTimestamp();
    private bool isWritten;

    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="batchId">Its batch; null for none.</param>
    /// <param name="options">The limits.</param>
    public SendSummary(PSCmdlet cmdlet, string? batchId, DeliveryOptions options)
    {
        this.cmdlet = cmdlet;
        this.options = options;
        line = new EndLine(batchId);

        // Evaluated early, because a stopped pipeline can't return its preferences.
        isWanted = new CommonPreferences(cmdlet).ShowsInformation;
    }

    /// <summary>The counts of its messages by status.</summary>
    public SendCounts Counts { get; } = new();

    /// <summary>The number of messages; null if unknown.</summary>
    public int? Expected { get; private set; }

    /// <summary>Whether the first input was read.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The elapsed time.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - began) / (double)Stopwatch.Frequency);

    private bool IsShown => isWanted ?? HostAttention.IsWatching(cmdlet.Host);

    /// <summary>Sets the number of messages.</summary>
    /// <param name="total">The number; null if unknown.</param>
    public void SetExpectedCount(int? total) => (HasBegun, Expected) = (true, total);

    /// <summary>Writes the line to the information stream, unless the user declined it or the session isn't interactive.</summary>
    public void Write()
    {
        isWritten = true;
        if (IsShown && ToText() is { } text)
        {
            cmdlet.WriteInformation(text, isWanted == true ? [Tag] : [Tag, HostTag]);
        }
    }

    /// <summary>Shows the line on the host after a pipeline that ended early, when the information stream is closed.</summary>
    public void Show()
    {
        if (isWritten || !IsShown)
        {
            return;
        }

        Counts.AddNotReached(Math.Max(0, (Expected ?? 0) - Counts.Done));
        if (ToText() is { } text)
        {
            cmdlet.Host.UI.WriteLine(text);
        }
    }

    private string? ToText() => line.ToText(Counts, Elapsed, options.ResetAfter(DateTimeOffset.UtcNow), TimeZoneInfo.Local);
}
