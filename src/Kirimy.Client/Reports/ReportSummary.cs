namespace Kirimy.Client.Reports;

/// <summary>What is counted over all messages of a report; of one size, however many they are.</summary>
internal sealed class ReportSummary
{
    /// <summary>How many sessions and batches are named, and how many reasons; the service may make up codes as it likes.</summary>
    private const int MostNames = 20;
    private const int MostReasons = 100;

    /// <summary>The order of statuses in every list: what needs a person comes behind what went well.</summary>
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
    private readonly List<string> sessions = [];
    private readonly List<string> batches = [];
    private readonly List<string> files = [];

    /// <summary>All messages.</summary>
    public long Total { get; private set; }

    /// <summary>Whether any come from the ledger without a batch: rows that were refused are recorded in a batch only.</summary>
    public bool LacksRefusedRows { get; private set; }

    /// <summary>How many were sent in an earlier run.</summary>
    public long SentEarlier { get; private set; }

    /// <summary>How many messages of the batch no run has reached yet: there is nothing else to say of them.</summary>
    public long NotReached { get; private set; }

    /// <summary>All messages that were to be sent, in this run or an earlier one.</summary>
    public long Due => Total - this[DeliveryStatus.Skipped] + SentEarlier + NotReached;

    /// <summary>How many only wait for the next day; they are among those that were not sent.</summary>
    public long Waiting { get; private set; }

    /// <summary>Whether any recipient's name is known.</summary>
    public bool HasNames { get; private set; }

    /// <summary>Whether any row number is known.</summary>
    public bool HasRowNumbers { get; private set; }

    /// <summary>The files that the messages are from, as they came; the first twenty.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>All requests that were made for them.</summary>
    public long Attempts { get; private set; }

    /// <summary>What the messages took, one by one.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>When the first message ended.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>When the last message ended.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>The sessions, as they came; the first twenty.</summary>
    public IReadOnlyList<string> Sessions => sessions;

    /// <summary>The batches, as they came; the first twenty.</summary>
    public IReadOnlyList<string> Batches => batches;

    /// <summary>Why messages were not sent, what came most often first; what only waits for the next day comes last.</summary>
    public IReadOnlyList<ReportReason> Reasons =>
        [
            .. reasons
                .Values.OrderBy(r => r is { Status: DeliveryStatus.NotSent, Code: ErrorCode.DailyLimit })
                .ThenByDescending(r => r.Count)
                .ThenBy(r => r.Code, StringComparer.Ordinal)
                .ThenBy(r => r.Status),
        ];

    /// <summary>How the messages ended over time.</summary>
    public Timeline Timeline { get; }

    /// <summary>Counts nothing yet.</summary>
    /// <param name="zone">The zone of the timeline.</param>
    public ReportSummary(TimeZoneInfo zone) => Timeline = new Timeline(zone);

    /// <summary>Says how many messages the batch has, when all that are known were added.</summary>
    public void Expect(long total) => NotReached = Math.Max(0, total - Total);

    /// <summary>How many messages ended in one way.</summary>
    public long this[DeliveryStatus status] => counts[(int)status];

    /// <summary>Counts a message in.</summary>
    public void Add(ReportRow row)
    {
        Total++;
        LacksRefusedRows |= row.IsOfLedger && row.BatchId is null;
        SentEarlier += row is { Status: DeliveryStatus.Skipped, ErrorCode: ErrorCode.AlreadySent } ? 1 : 0;
        counts[(int)row.Status]++;
        Attempts += row.Attempts ?? 0;
        Duration += row.Duration ?? TimeSpan.Zero;
        Note(sessions, row.SessionId);
        Note(batches, row.BatchId);
        Note(files, row.SourceFile);
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
            if (!reasons.ContainsKey((code, row.Status)) && reasons.Count >= MostReasons)
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

    private static void Note(List<string> names, string? name)
    {
        if (name is { Length: > 0 } && names.Count < MostNames && !names.Contains(name))
        {
            names.Add(name);
        }
    }
}
