namespace Kirimy;

/// <summary>A forecast: the results of an input if it were sent now.</summary>
public sealed class BatchPlan
{
    internal BatchPlan() { }

    /// <summary>The number of messages in the input.</summary>
    public int Rows { get; internal init; }

    /// <summary>The number of messages that would be sent.</summary>
    public int Ready { get; internal init; }

    /// <summary>The number of messages that would be refused.</summary>
    public int Failed { get; internal init; }

    /// <summary>The number of messages that would be skipped.</summary>
    public int Skipped { get; internal init; }

    /// <summary>The number of messages that may have arrived in an earlier run of the batch and wouldn't be sent again.</summary>
    public int Unknown { get; internal init; }

    /// <summary>The number of refused messages by <see cref="ErrorCode"/>, the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> Refusals { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The number of refused phone numbers by <see cref="NumberReason"/>.</summary>
    public IReadOnlyDictionary<string, int> InvalidNumbers { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The template variables without a value, each with the number of rows that lack it.</summary>
    public IReadOnlyDictionary<string, int> MissingVariables { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The culture of template values, such as <c>id-ID</c>; null without a template.</summary>
    public string? Culture { get; internal init; }

    /// <summary>The number of rows with a warning, by code. Warnings don't prevent messages from being sent.</summary>
    public IReadOnlyDictionary<string, int> Warnings { get; internal init; } = new Dictionary<string, int>();

    /// <summary>The number of rows with the recipient of an earlier row.</summary>
    public int DuplicateRecipients { get; internal init; }

    /// <summary>The number of rows with the recipient and the text of an earlier row.</summary>
    public int DuplicateMessages { get; internal init; }

    /// <summary>The number of recipients that are skipped because they are on the opt-out list.</summary>
    public int OptedOut { get; internal init; }

    /// <summary>The number of messages that were sent in an earlier run of the batch; null without a batch or if it isn't known.</summary>
    public int? AlreadySent { get; internal init; }

    /// <summary>The <see cref="MessagePreview.Index"/> of the longest text that would be sent; null if there is none.</summary>
    public int? LongestIndex { get; internal init; }

    /// <summary>Its length in UTF-16 code units.</summary>
    public int LongestUnits { get; internal init; }

    /// <summary>Its length in characters (graphemes).</summary>
    public int LongestCharacters { get; internal init; }

    /// <summary>The number of messages to send, counting each part of a split text.</summary>
    public int Messages { get; internal init; }

    /// <summary>The minimum duration of sending by the limits and pauses, without the time outside of sending hours.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The number of calendar days that sending takes, including today.</summary>
    public int Days { get; internal init; }

    /// <summary>The number of messages that can be sent today.</summary>
    public int MessagesToday { get; internal init; }

    /// <summary>
    /// The earliest time of the last message, by the sending hours, the days, the limits and the intervals; null if there are no messages.
    /// </summary>
    public DateTimeOffset? FinishesAt { get; internal init; }

    /// <summary>The number of messages that all sessions together may still send today; null if it isn't known.</summary>
    public int? RemainingToday { get; internal init; }

    /// <summary>The sessions that would send.</summary>
    public IReadOnlyList<string> Sessions { get; internal init; } = [];

    /// <summary>Up to three sample messages: the first, the longest and the last.</summary>
    public IReadOnlyList<MessagePreview> Samples { get; internal init; } = [];

    /// <summary>The plan as lines of text: <c>[+]</c> passed, <c>[!]</c> to be reviewed, <c>[x]</c> to be corrected.</summary>
    public IReadOnlyList<string> Checklist { get; internal set; } = [];

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, Checklist);
}
