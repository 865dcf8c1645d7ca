namespace Kirimy.Client.Ledger;

/// <summary>The decision of a ledger about an alert.</summary>
internal sealed record SuppressionDecision
{
    /// <summary>Whether it may be sent; it is then followed by exactly one <see cref="DeliveryLedger.EndAlertAsync"/>.</summary>
    public bool MayGo { get; init; }

    /// <summary>The number of alerts suppressed since the last one was sent, including this one if it is suppressed.</summary>
    public int SuppressedCount { get; init; }

    /// <summary>
    /// The start of the suppression: the time of the last sent alert, otherwise of the first suppressed one. Null if none was suppressed.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The end of the window, if it is the reason for the suppression; null if another process is sending the alert.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ID of the acquisition in the ledger.</summary>
    internal string? Token { get; init; }
}
