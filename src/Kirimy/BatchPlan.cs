namespace Kirimy;

/// <summary>What would come of a whole input if it were sent now.</summary>
public sealed class BatchPlan
{
    internal BatchPlan() { }

    /// <summary>How many messages the input asks for.</summary>
    public int Rows { get; internal init; }

    /// <summary>How many of them would be sent.</summary>
    public int Ready { get; internal init; }

    /// <summary>How many would be refused.</summary>
    public int Failed { get; internal init; }

    /// <summary>How many would be left out.</summary>
    public int Skipped { get; internal init; }

    /// <summary>How many may have arrived in an earlier run of the batch, and would not be sent again.</summary>
    public int Unknown { get; internal init; }

    /// <summary>The refused ones by their <see cref="ErrorCode"/>, the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> Refusals { get; internal init; } = new Dictionary<string, int>();

    /// <summary>Of refused numbers, how many there are of each <see cref="NumberReason"/>.</summary>
    public IReadOnlyDictionary<string, int> InvalidNumbers { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The variables of the template without a value, each with the number of rows that miss it.</summary>
    public IReadOnlyDictionary<string, int> MissingVariables { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The culture that values of the template are written for, such as <c>id-ID</c>; null without a template.</summary>
    public string? Culture { get; internal init; }

    /// <summary>What is worth a look and keeps nothing from being sent, by code: in how many rows it is.</summary>
    public IReadOnlyDictionary<string, int> Warnings { get; internal init; } = new Dictionary<string, int>();

    /// <summary>How many rows are to a recipient that an earlier row has too.</summary>
    public int DuplicateRecipients { get; internal init; }

    /// <summary>How many rows have the recipient and the text of an earlier one.</summary>
    public int DuplicateMessages { get; internal init; }

    /// <summary>How many recipients are on the opt-out list, and are left out.</summary>
    public int OptedOut { get; internal init; }

    /// <summary>How many were sent in an earlier run of the batch; null where that is not known, or there is no batch.</summary>
    public int? AlreadySent { get; internal init; }

    /// <summary>The <see cref="MessagePreview.Index"/> of the longest text that would be sent; null when there is none.</summary>
    public int? LongestIndex { get; internal init; }

    /// <summary>Its length in UTF-16 code units.</summary>
    public int LongestUnits { get; internal init; }

    /// <summary>Its length in characters, as a person counts.</summary>
    public int LongestCharacters { get; internal init; }

    /// <summary>How many messages go out, each part of a split text being one.</summary>
    public int Messages { get; internal init; }

    /// <summary>How long sending takes at least, as the limits and pauses have it, nights not counted.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>How many calendar days sending takes, today being the first.</summary>
    public int Days { get; internal init; }

    /// <summary>How many messages can go out today.</summary>
    public int MessagesToday { get; internal init; }

    /// <summary>When the last message would go out at the earliest, by the sending hours, the days, the limits and the intervals; null without one.</summary>
    public DateTimeOffset? FinishesAt { get; internal init; }

    /// <summary>How many messages the sessions have left today, all together; null where that is not known.</summary>
    public int? RemainingToday { get; internal init; }

    /// <summary>The sessions that would send.</summary>
    public IReadOnlyList<string> Sessions { get; internal init; } = [];

    /// <summary>Three of the messages that would be sent: the first, the longest, the last.</summary>
    public IReadOnlyList<MessagePreview> Samples { get; internal init; } = [];

    /// <summary>All of it for a person, line by line: <c>[+]</c> is well, <c>[!]</c> worth a look, <c>[x]</c> to be corrected.</summary>
    public IReadOnlyList<string> Checklist { get; internal set; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Checklist);
}
