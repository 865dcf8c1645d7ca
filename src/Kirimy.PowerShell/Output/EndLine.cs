using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Output;

/// <summary>The summary line of a bulk send: how its messages ended, how long it took, and how to continue.</summary>
/// <param name="batchId">The batch; null for none.</param>
internal sealed class EndLine(string? batchId)
{
    /// <summary>With fewer messages, the output is clear enough.</summary>
    private const int MinMessages = 10;

    /// <summary>The abbreviations of Indonesia's time zones, which .NET doesn't have.</summary>
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Asia/Jakarta"] = "WIB",
        ["Asia/Pontianak"] = "WIB",
        ["Asia/Makassar"] = "WITA",
        ["Asia/Jayapura"] = "WIT",
    };

    /// <summary>The line.</summary>
    /// <param name="counts">The counts by status.</param>
    /// <param name="elapsed">The duration of the run.</param>
    /// <param name="resetsAt">The time at which the daily limit resets, in local time.</param>
    /// <param name="zone">The local time zone.</param>
    /// <returns>Null for a run of few messages.</returns>
    public string? ToText(SendCounts counts, TimeSpan elapsed, DateTimeOffset resetsAt, TimeZoneInfo zone)
    {
        if (counts.Done < MinMessages)
        {
            return null;
        }

        var ended = Text.End_Counts.With(counts, Format(elapsed));
        var next = GetNextStep(counts, resetsAt, zone);
        return next is null ? ended + "." : ended + "; " + next;
    }

    /// <summary>The zone's name in Indonesia, or its offset.</summary>
    internal static string ZoneName(DateTimeOffset moment, TimeZoneInfo zone) =>
        Abbreviations.TryGetValue(zone.Id, out var name) ? name
        : moment.Offset == TimeSpan.Zero ? "UTC"
        : "UTC" + moment.ToString("zzz", CultureInfo.InvariantCulture);

    private string? GetNextStep(SendCounts counts, DateTimeOffset resetsAt, TimeZoneInfo zone)
    {
        if (batchId is null)
        {
            return counts[DeliveryStatus.NotSent] > 0 ? Text.End_NoBatch : null;
        }

        return counts.WaitingForReset > 0
                ? Text.End_AfterReset.With(resetsAt.ToString("HH:mm", CultureInfo.InvariantCulture), ZoneName(resetsAt, zone))
            : counts[DeliveryStatus.NotSent] > 0 ? Text.End_RunAgain
            : counts[DeliveryStatus.Unknown] > 0 ? DescribeRecords(DeliveryStatus.Unknown)
            : counts[DeliveryStatus.Failed] > 0 ? DescribeRecords(DeliveryStatus.Failed)
            : null;
    }

    private string DescribeRecords(DeliveryStatus status) =>
        Text.End_See.With($"Get-KirimyDelivery -BatchId '{CodeGeneration.EscapeSingleQuotedStringContent(batchId)}' -Status {status}");

    private static string Format(TimeSpan elapsed) =>
        elapsed switch
        {
            { TotalHours: >= 1 } => FormattableString.Invariant($"{Math.Floor(elapsed.TotalHours)}:{elapsed:mm\\:ss}"),
            { TotalMinutes: >= 1 } => elapsed.ToString("m\\:ss", CultureInfo.InvariantCulture),
            _ => Text.End_Seconds.With(Math.Ceiling(elapsed.TotalSeconds)),
        };
}
