namespace Kirimy;

/// <summary>The result of one message.</summary>
public sealed class SendResult
{
    internal SendResult() { }

    /// <summary>The position of the message in the input, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber => Source?.RowNumber;

    /// <summary>The name of the row's file, without its folder; null if it isn't known.</summary>
    public string? SourceFile => Source?.SourceFile;

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name => Source?.Name;

    /// <summary>The recipient in the service's form (<c>62…</c>); as written if it isn't a valid number.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The session that sent the message, or the last session that was tried.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>The status of the message.</summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>True if <see cref="Status"/> is <see cref="DeliveryStatus.Sent"/>.</summary>
    public bool Success => Status == DeliveryStatus.Sent;

    /// <summary>The service's ID of the message; null if there is none.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>The time at which the service sent the message, by its own clock; otherwise the time of the result.</summary>
    public DateTimeOffset Timestamp { get; internal init; }

    /// <summary>Why the message wasn't sent: one of <see cref="Kirimy.ErrorCode"/>, or the service's own code.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The error message, in one or two sentences.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The HTTP status of the last response; null if there was none.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>The number of requests for the message.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The time from the first request to the end of the last one, including waits.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The number of messages to send: more than 1 for a split text.</summary>
    public int Parts { get; internal init; } = 1;

    /// <summary>The number of parts that the service confirmed, in this run or an earlier one.</summary>
    public int PartsSent { get; internal init; }

    /// <summary>The batch of the message; null if it has none.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The idempotency key of the message in its batch; null if it has none.</summary>
    public string? MessageKey { get; internal init; }

    /// <summary>For an alert, the number of equal alerts that were suppressed since the last one was sent, including this one if it was suppressed.</summary>
    public int SuppressedCount { get; internal init; }

    /// <summary>
    /// The input of the message: a row with all its columns, or a text; null if there were only parameters. It is a reference, not a copy.
    /// </summary>
    public object? Input => Source?.Input;

    /// <summary>The origin of the message in the input.</summary>
    internal MessageSource? Source { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var input = string.IsNullOrWhiteSpace(Recipient) ? FormattableString.Invariant($"[{Index}]") : Recipient;
        var message = Source?.Describe() is { } source ? $"{input} ({source})" : input;
        return ErrorCode is null ? $"{message}: {Status}" : $"{message}: {Status} ({ErrorCode})";
    }
}

/// <summary>The origin of messages in the input: one object for all messages of a row, which their results refer to.</summary>
public sealed record MessageSource
{
    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; init; }

    /// <summary>The row as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; init; }

    /// <summary>The name of the file, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The input itself: a row or a text; null if there were only parameters.</summary>
    public object? Input { get; init; }

    /// <summary>
    /// The key of a refused row in all runs of a batch: its file and row number, or its position and name if the input has no row numbers.
    /// </summary>
    internal static string PlaceOf(int index, MessageSource? source) =>
        source?.RowNumber is { } row
            ? FormattableString.Invariant($"{source.SourceFile}:{row}")
            : FormattableString.Invariant($"[{index}] {source?.Name}");

    /// <summary>Formats the name and the row, as in <c>Budi, contacts.csv:12</c>; null if neither is known.</summary>
    /// <param name="isPlaceKnown">Whether to omit the row, because the reader knows it.</param>
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
