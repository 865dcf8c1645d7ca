namespace Kirimy.Client.Ledger;

/// <summary>Filter of records: all of its conditions must hold.</summary>
internal sealed record DeliveryFilter
{
    /// <summary>Records of this batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>The statuses to include; empty for all.</summary>
    public IReadOnlyCollection<DeliveryStatus> Statuses { get; init; } = [];

    /// <summary>Records of these recipients (<c>62…</c>); empty for all.</summary>
    public IReadOnlyCollection<string> Recipient { get; init; } = [];

    /// <summary>The earliest last change to include.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Includes records that last changed before this time.</summary>
    public DateTimeOffset? Before { get; init; }
}
