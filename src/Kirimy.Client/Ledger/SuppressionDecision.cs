namespace Kirimy.Client.Ledger;

/// <summary>The decision of a ledger about an alert.</summary>
public sealed record SuppressionDecision
{
    /// <summary>Whether it may be sent; it is then followed by exactly one <see cref="DeliveryLedger.EndAlertAsync"/>.</summary>
    public bool MayGo { get; init; }

    /// <summary>The number of alerts suppressed since the last one was sent, including this one if it is suppressed.</summary>
    public int SuppressedCount { get; init; }

    /// <summary>Since when they were: when one was last sent, or else when the first of them came. Null where there are none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the window is over, where that is why it may not go; null where another one is at the alert.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The ID of the turn in the ledger.</summary>
    internal string? Token { get; init; }
}
