namespace Kirimy;

/// <summary>A message as it would be sent, and what would become of it.</summary>
/// <remarks>Its properties have the names that Send-KirimyMessage reads of a row, so that a preview can be piped on.</remarks>
public sealed class MessagePreview
{
    internal MessagePreview() { }

    /// <summary>The position of the message in the input, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>The row of the input as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; internal init; }

    /// <summary>The name of the file that the row is from, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; internal init; }

    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; internal init; }

    /// <summary>The recipient as the service takes it (<c>62…</c>); as it was given, when it is not a valid number.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The session that would send it.</summary>
    public string? SessionId { get; internal init; }

    /// <summary>What would become of it.</summary>
    public PreviewStatus Status { get; internal init; }

    /// <summary>Why it would not be sent: the code that its result would have; null when it would.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The same for a person.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>The text; null where none can be made.</summary>
    public string? Text { get; internal init; }

    /// <summary>The culture that values of the template are written for, such as <c>id-ID</c>; null without a template.</summary>
    public string? Culture { get; internal init; }

    /// <summary>The length of the text in UTF-16 code units, which the service counts.</summary>
    public int Units { get; internal init; }

    /// <summary>The length of the text in characters, as a person counts.</summary>
    public int Characters { get; internal init; }

    /// <summary>How many messages it goes out as: more than 1 for a text that is split, 0 for one that is not sent.</summary>
    public int Parts { get; internal init; }

    /// <summary>The texts of its parts where it is split; else empty.</summary>
    public IReadOnlyList<string> PartTexts { get; internal init; } = [];

    /// <summary>All that is wrong or worth a look, what keeps it from being sent first.</summary>
    public IReadOnlyList<MessageProblem> Problems { get; internal init; } = [];

    /// <summary>The batch the message belongs to, when it has one.</summary>
    public string? BatchId { get; internal init; }

    /// <summary>The key that tells the message from others in its batch, when it has one.</summary>
    public string? MessageKey { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => ErrorCode is null ? $"{Recipient}: {Status}" : $"{Recipient}: {Status} ({ErrorCode})";
}

/// <summary>What would become of a message if it were sent now.</summary>
public enum PreviewStatus
{
    /// <summary>It would be sent.</summary>
    Ready,

    /// <summary>It would be refused.</summary>
    Failed,

    /// <summary>It would be left out, and nothing is wrong with that.</summary>
    Skipped,

    /// <summary>It may have arrived in an earlier run of the batch, and would not be sent again.</summary>
    Unknown,
}

/// <summary>Why a message is not sent, or what is worth a look before it is.</summary>
public sealed class MessageProblem
{
    internal MessageProblem(string code, string message, bool isWarning = false, string? reason = null)
    {
        Code = code;
        Message = message;
        IsWarning = isWarning;
        Reason = reason;
    }

    /// <summary>One of <see cref="ErrorCode"/>; of a warning also one of <see cref="TextFindingCode"/> or <see cref="ProblemCode"/>.</summary>
    public string Code { get; }

    /// <summary>The reason that a number is refused, one of <see cref="NumberReason"/>; null for other problems.</summary>
    public string? Reason { get; }

    /// <summary>What it is and what to do, in one or two sentences.</summary>
    public string Message { get; }

    /// <summary>Whether the message is sent all the same.</summary>
    public bool IsWarning { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}

/// <summary>What <see cref="MessageProblem"/> says and no other list of codes has.</summary>
public static class ProblemCode
{
    /// <summary>The recipient is a landline, which has WhatsApp only if a business registered it.</summary>
    public const string Landline = "LANDLINE";

    /// <summary>The recipient is neither a mobile nor a landline.</summary>
    public const string ServiceNumber = "SERVICE_NUMBER";

    /// <summary>The text was too long, and its end is cut off.</summary>
    public const string TextCut = "TEXT_CUT";
}
