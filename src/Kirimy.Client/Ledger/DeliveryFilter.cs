namespace Kirimy.Client.Ledger;

/// <summary>Which records are wanted: those that all of it holds for.</summary>
public sealed record DeliveryFilter
{
    /// <summary>Those of a batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Those that ended in one of these ways; empty for all.</summary>
    public IReadOnlyCollection<DeliveryStatus> Statuses { get; init; } = [];

    /// <summary>Those to one of these recipients (<c>62…</c>); empty for all.</summary>
    public IReadOnlyCollection<string> Recipient { get; init; } = [];

    /// <summary>Those that changed at or after a moment.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that changed before a moment.</summary>
    public DateTimeOffset? Before { get; init; }
}
