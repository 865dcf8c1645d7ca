namespace Kirimy.Client.Reports;

/// <summary>The statuses in the reader's language.</summary>
internal static class StatusText
{
    /// <summary>What a status is called.</summary>
    public static string Label(DeliveryStatus status) =>
        status switch
        {
            DeliveryStatus.Sent => Text.Report_Sent,
            DeliveryStatus.Failed => Text.Report_Failed,
            DeliveryStatus.Unknown => Text.Report_Unknown,
            DeliveryStatus.NotSent => Text.Report_NotSent,
            DeliveryStatus.Skipped => Text.Report_Skipped,
            _ => Text.Report_InProgress,
        };

    /// <summary>What it means, in a few words.</summary>
    public static string Meaning(DeliveryStatus status) =>
        status switch
        {
            DeliveryStatus.Sent => Text.Report_SentMeans,
            DeliveryStatus.Failed => Text.Report_FailedMeans,
            DeliveryStatus.Unknown => Text.Report_UnknownMeans,
            DeliveryStatus.NotSent => Text.Report_NotSentMeans,
            DeliveryStatus.Skipped => Text.Report_SkippedMeans,
            _ => Text.Report_InProgressMeans,
        };
}
