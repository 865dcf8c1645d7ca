namespace Kirimy.Client.Reports;

/// <summary>Why messages were not sent, and how many.</summary>
/// <param name="Code">The error code; null where none was given, and for what is counted together.</param>
/// <param name="Status">How they ended.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">What the first of them was told.</param>
internal sealed record ReportReason(string? Code, DeliveryStatus Status, long Count, string? Example);
