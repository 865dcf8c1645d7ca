namespace Kirimy;

/// <summary>A message as it would be sent, with the predicted result.</summary>
/// <remarks>Its properties have the names that Send-KirimyMessage accepts from the pipeline, so a preview can be sent.</remarks>
public sealed class MessagePreview
{
    internal MessagePreview() { }

    /// <summary>The position of the message in the input, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; internal init; }

    /// <summary>The name of the row's file, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; internal init; }

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; internal init; }

    /// <summary>The recipient in the service's form (<c>62…</c>); as written if it isn't a valid number.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The session that would send it.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>The predicted status.</summary>
    public PreviewStatus Status { get; internal init; }

    /// <summary>Why it wouldn't be sent: the error code of its result; null if it would be sent.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The error message.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The text; null if it can't be rendered.</summary>
    public string? Text { get; internal init; }

    /// <summary>The culture of template values, such as <c>id-ID</c>; null without a template.</summary>
    public string? Culture { get; internal init; }

    /// <summary>The length of the text in UTF-16 code units, which the service counts.</summary>
    public int Units { get; internal init; }

    /// <summary>The length of the text in characters (graphemes).</summary>
    public int Characters { get; internal init; }

    /// <summary>The number of messages to send: more than 1 for a split text, 0 if it isn't sent.</summary>
    public int Parts { get; internal init; }

    /// <summary>The texts of its parts if it is split; otherwise empty.</summary>
    public IReadOnlyList<string> PartTexts { get; internal init; } = [];

    /// <summary>The errors and warnings; errors are first.</summary>
    public IReadOnlyList<MessageProblem> Problems { get; internal init; } = [];

    /// <summary>The batch of the message; null if it has none.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The idempotency key of the message in its batch; null if it has none.</summary>
    public string? MessageKey { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => ErrorCode is null ? $"{Recipient}: {Status}" : $"{Recipient}: {Status} ({ErrorCode})";
}

/// <summary>The predicted status of a message.</summary>
public enum PreviewStatus
{
    /// <summary>The message would be sent.</summary>
    Ready,

    /// <summary>The message would be refused.</summary>
    Failed,

    /// <summary>The message would be skipped.</summary>
    Skipped,

    /// <summary>The message may have arrived in an earlier run of the batch and wouldn't be sent again.</summary>
    Unknown,
}

/// <summary>An error that keeps a message from being sent, or a warning about it.</summary>
public sealed class MessageProblem
{
    internal MessageProblem(string code, string message, bool isWarning = false, string? reason = null)
    {
        Code = code;
        Message = message;
        IsWarning = isWarning;
        Reason = reason;
    }

    /// <summary>
    /// One of <see cref="ErrorCode"/>; for a warning also one of <see cref="TextFindingCode"/> or <see cref="ProblemCode"/>.
    /// </summary>
    public string Code { get; }

    /// <summary>The reason that a number is refused, one of <see cref="NumberReason"/>; null for other problems.</summary>
    public string? Reason { get; }

    /// <summary>The problem and the recommended action, in one or two sentences.</summary>
    public string Message { get; }

    /// <summary>Whether it is a warning, with which the message is still sent.</summary>
    public bool IsWarning { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}

/// <summary>Codes of warnings that only <see cref="MessageProblem"/> has.</summary>
public static class ProblemCode
{
    /// <summary>The recipient is a landline, which has WhatsApp only if a business registered it.</summary>
    public const string Landline = "LANDLINE";

    /// <summary>The recipient is neither a mobile nor a landline.</summary>
    public const string ServiceNumber = "SERVICE_NUMBER";

    /// <summary>The text was too long and is truncated.</summary>
    public const string TextCut = "TEXT_CUT";
}
