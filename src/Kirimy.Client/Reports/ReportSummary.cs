namespace Kirimy.Client.Reports;

/// <summary>Aggregates all messages of a report in constant memory.</summary>
internal sealed class ReportSummary
{
    /// <summary>For sessions, batches and files, and for reasons, because the service may return any code.</summary>
    private const int MaxNames = 20;
    private const int MaxReasons = 100;

    /// <summary>Successes first, then those that need attention.</summary>
    public static IReadOnlyList<DeliveryStatus> Statuses { get; } =
    [
        DeliveryStatus.Sent,
        DeliveryStatus.Failed,
        DeliveryStatus.Unknown,
        DeliveryStatus.NotSent,
        DeliveryStatus.Skipped,
        DeliveryStatus.InProgress,
    ];

    private readonly long[] counts = new long[Statuses.Count];
    private readonly Dictionary<(string Code, DeliveryStatus Status), ReportReason> reasons = [];

    public long Total { get; private set; }
    public long Attempts { get; private set; }
    public TimeSpan Duration { get; private set; }

    // The times of the earliest and the latest result.
    public DateTimeOffset? First { get; private set; }
    public DateTimeOffset? Last { get; private set; }
    public bool HasNames { get; private set; }
    public bool HasRowNumbers { get; private set; }
    public Timeline Timeline { get; }

    /// <summary>Whether any message comes from the ledger without a batch. Refused rows are recorded only in a batch.</summary>
    public bool LacksRefusedRows { get; private set; }

    /// <summary>Sent in an earlier run.</summary>
    public long SentEarlier { get; private set; }

    public long NotReached { get; private set; }

    /// <summary>In this run or an earlier one.</summary>
    public long Due => Total - this[DeliveryStatus.Skipped] + SentEarlier + NotReached;

    /// <summary>NotSent includes them.</summary>
    public long Waiting { get; private set; }

    // At most MaxNames of each, in the order of the input.
    public List<string> Files { get; } = [];
    public List<string> Sessions { get; } = [];
    public List<string> Batches { get; } = [];

    /// <summary>The most frequent reason first; messages that wait for the next day are last.</summary>
    public IReadOnlyList<ReportReason> Reasons =>
        [
            .. reasons
                .Values.OrderBy(r => r is { Status: DeliveryStatus.NotSent, Code: ErrorCode.DailyLimit })
                .ThenByDescending(r => r.Count)
                .ThenBy(r => r.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Status),
        ];

    public ReportSummary(TimeZoneInfo zone) => Timeline = new Timeline(zone);

    /// <summary>After all known messages were added.</summary>
    public void SetTotal(long total) => NotReached = Math.Max(0, total - Total);

    public long this[DeliveryStatus status] => counts[(int)status];

    /// <summary>Those that no run has reached are NotSent.</summary>
    public long CountOf(DeliveryStatus status) => this[status] + (status == DeliveryStatus.NotSent ? NotReached : 0);

    public void Add(ReportRow row)
    {
        Total++;
        LacksRefusedRows |= row.IsOfLedger && row.BatchId is null;
        SentEarlier += row is { Status: DeliveryStatus.Skipped, ErrorCode: ErrorCode.AlreadySent } ? 1 : 0;
        counts[(int)row.Status]++;
        Attempts += row.Attempts ?? 0;
        Duration += row.Duration ?? TimeSpan.Zero;
        AddName(Sessions, row.SessionId);
        AddName(Batches, row.BatchId);
        AddName(Files, row.SourceFile);
        Waiting += row.IsWaiting ? 1 : 0;
        HasNames |= row.Name is not null;
        HasRowNumbers |= row.RowNumber is not null;
        if (row.Timestamp is { } moment)
        {
            First = First < moment ? First : moment;
            Last = Last > moment ? Last : moment;
            Timeline.Add(moment, row.Status);
        }

        if (row.Status is not (DeliveryStatus.Sent or DeliveryStatus.InProgress))
        {
            var code = row.ErrorCode ?? string.Empty;
            if (!reasons.ContainsKey((code, row.Status)) && reasons.Count >= MaxReasons)
            {
                code = string.Empty;
            }

            reasons[(code, row.Status)] = reasons.TryGetValue((code, row.Status), out var reason)
                ? reason with
                {
                    Count = reason.Count + 1,
                }
                : new ReportReason(code.Length == 0 ? null : code, row.Status, 1, code.Length == 0 ? null : row.ErrorMessage);
        }
    }

    private static void AddName(List<string> names, string? name)
    {
        if (name is { Length: > 0 } && names.Count < MaxNames && !names.Contains(name))
        {
            names.Add(name);
        }
    }
}

/// <summary>The code is null for codes that are counted together; the example is the error message of the first one.</summary>
internal sealed record ReportReason(string? Code, DeliveryStatus Status, long Count, string? Example);
