namespace Kirimy;

/// <summary>What became of one message.</summary>
public sealed class SendResult
{
    internal SendResult() { }

    /// <summary>The position of the message in the input, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber => Source?.RowNumber;

    /// <summary>The name of the file that the row is from, without its folder; null if it isn't known.</summary>
    public string? SourceFile => Source?.SourceFile;

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name => Source?.Name;

    /// <summary>The recipient as the service takes it (<c>62…</c>); as it was given, when it is not a valid number.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The session that sent the message, or the last one that was tried.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>How the message ended.</summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>True when <see cref="Status"/> is <see cref="DeliveryStatus.Sent"/>.</summary>
    public bool Success => Status == DeliveryStatus.Sent;

    /// <summary>The service's id of the message, when it gave one.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>When the service sent the message, by its own clock; else when the message ended here.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>Why the message was not sent: one of <see cref="Kirimy.ErrorCode"/>, or the service's own code as it stands.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The same for a person, in one or two sentences.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The HTTP status of the last answer, when one came.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>How many requests were made for the message; 0 when none was.</summary>
    public int Attempts { get; internal init; }

    /// <summary>From the first request to the end of the last one, waits included.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>How many messages it goes out as: more than 1 for a text that was split.</summary>
    public int Parts { get; internal init; } = 1;

    /// <summary>How many of its parts the service confirmed, in this run or an earlier one.</summary>
    public int PartsSent { get; internal init; }

    /// <summary>The batch the message belongs to, when it has one.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The key that tells the message from others in its batch, when it has one.</summary>
    public string? MessageKey { get; internal init; }

    /// <summary>
    /// Of an alert: how many like it were held back since one was last sent; counts itself where it was held back.
    /// </summary>
    public int SuppressedCount { get; internal init; }

    /// <summary>
    /// The input that the message was made of: a row with all its columns, or a text; null if the message was made of parameters only.
    /// A reference, not a copy, that lives as long as the result does.
    /// </summary>
    public object? Input => Source?.Input;

    /// <summary>Where in the input the message comes from.</summary>
    internal MessageSource? Source { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var input = string.IsNullOrWhiteSpace(Recipient) ? FormattableString.Invariant($"[{Index}]") : Recipient;
        var message = Source?.Describe() is { } source ? $"{input} ({source})" : input;
        return ErrorCode is null ? $"{message}: {Status}" : $"{message}: {Status} ({ErrorCode})";
    }
}

/// <summary>Where in the input a message comes from. One object for all messages of a row; it travels with each to its result.</summary>
public sealed record MessageSource
{
    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; init; }

    /// <summary>The row as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; init; }

    /// <summary>The name of the file, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The input itself: a row or a text; null if the message was made of parameters only.</summary>
    public object? Input { get; init; }

    /// <summary>
    /// What a row is known by in the runs of one batch while it isn't a message: its file and row number, or its position and name if the
    /// input has no row numbers.
    /// </summary>
    /// <param name="index">The position of the message in the input.</param>
    /// <param name="source">Where it comes from; null if nothing is known of that.</param>
    internal static string PlaceOf(int index, MessageSource? source) =>
        source?.RowNumber is { } row
            ? FormattableString.Invariant($"{source.SourceFile}:{row}")
            : FormattableString.Invariant($"[{index}] {source?.Name}");

    /// <summary>The name and the row for a person, as in <c>Budi, contacts.csv:12</c>; null if neither is known.</summary>
    /// <param name="isPlaceKnown">Whether the reader knows the row already.</param>
    internal string? Describe(bool isPlaceKnown = false)
    {
        var place =
            isPlaceKnown || RowNumber is null ? null
            : SourceFile is null ? FormattableString.Invariant($"#{RowNumber}")
            : FormattableString.Invariant($"{SourceFile}:{RowNumber}");
        return Name is null ? place
            : place is null ? Name
            : $"{Name}, {place}";
    }
}
