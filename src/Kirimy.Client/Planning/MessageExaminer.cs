using System.Globalization;
using Kirimy.Client.Messages;
using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>Tells what would become of messages, and all that is worth a look before they are sent. Not for several threads at once.</summary>
/// <param name="composer">What the messages are made by.</param>
public sealed class MessageExaminer(MessageComposer composer)
{
    /// <summary>Up to here each UTF-16 code unit is a character: nothing combines, and nothing is a surrogate.</summary>
    private const char LastSimple = '\u02ff';

    private readonly MessageComposer composer = composer ?? throw new ArgumentNullException(nameof(composer));
    private readonly DuplicateFilter seen = new();

    /// <summary>The culture that values of a template are written for; null if texts aren't made by a template.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>What is known of earlier runs; null when nothing is.</summary>
    public EarlierDeliveries? Earlier { get; init; }

    /// <summary>Whether what may have arrived in an earlier run would be sent again.</summary>
    public bool ResendUnknown { get; init; }

    /// <summary>Looks at a message that can be sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">The text that it was made of.</param>
    /// <param name="leftOut">Its result, when it is left out all the same.</param>
    /// <param name="findings">What was found when the text was made.</param>
    public MessagePreview Examine(OutgoingMessage message, string? text, SendResult? leftOut, IReadOnlyList<TextFinding> findings)
    {
        _ = message ?? throw new ArgumentNullException(nameof(message));
        var (status, code, explanation) = leftOut is null
            ? Outlook(message)
            : (PreviewStatus.Skipped, leftOut.ErrorCode, leftOut.ErrorMessage);
        var problems = new List<MessageProblem>();
        if (code is not null)
        {
            problems.Add(new MessageProblem(code, explanation!));
        }

        problems.AddRange(Warnings(message, text, code));
        problems.AddRange(
            Findings(message, text).Concat(findings).Select(found => new MessageProblem(found.Code, found.Message, isWarning: true))
        );
        return new MessagePreview
        {
            Index = message.Index,
            RowNumber = message.Source?.RowNumber,
            SourceFile = message.Source?.SourceFile,
            Name = message.Source?.Name,
            Recipient = message.Recipient,
            SessionId = message.SessionIds[0],
            Status = status,
            ErrorCode = code,
            ErrorMessage = explanation,
            Text = message.Text,
            Culture = CultureName,
            Units = message.Text.Length,
            Characters = Characters(message.Text),
            Parts = status == PreviewStatus.Ready ? Math.Max(1, message.Parts.Count) : 0,
            PartTexts = message.Parts,
            Problems = problems,
            BatchId = message.Identity?.BatchId,
            MessageKey = message.Identity?.Key,
        };
    }

    /// <summary>Looks at an input that no message can be made of.</summary>
    /// <param name="refusal">Its result.</param>
    /// <param name="number">The recipient as it was written.</param>
    /// <param name="text">The text; null when there is none.</param>
    /// <param name="sessionIds">The sessions that would send it.</param>
    /// <param name="isRead">Whether the input itself could be read.</param>
    /// <param name="reason">Why its number was refused already; null where it was not.</param>
    public MessagePreview Examine(
        SendResult refusal,
        string? number,
        string? text,
        IReadOnlyList<string> sessionIds,
        bool isRead,
        string? reason = null
    )
    {
        _ = refusal ?? throw new ArgumentNullException(nameof(refusal));
        var problems = composer.Problems(number, text, sessionIds, isRead).ToList();
        if (!isRead)
        {
            problems.RemoveAll(problem => problem.Code == refusal.ErrorCode);
            problems.Insert(0, new MessageProblem(refusal.ErrorCode!, refusal.ErrorMessage!, reason: reason));
        }

        return new MessagePreview
        {
            Index = refusal.Index,
            RowNumber = refusal.RowNumber,
            SourceFile = refusal.SourceFile,
            Name = refusal.Name,
            Recipient = refusal.Recipient,
            SessionId = refusal.SessionId,
            Status = PreviewStatus.Failed,
            ErrorCode = refusal.ErrorCode,
            ErrorMessage = refusal.ErrorMessage,
            Text = text,
            Culture = CultureName,
            Units = text?.Length ?? 0,
            Characters = text is null ? 0 : Characters(text),
            Problems = problems,
        };
    }

    private string? CultureName => Culture is null ? null : TextCulture.NameOf(Culture);

    private static int Characters(string text)
    {
        foreach (var c in text)
        {
            if (c is > LastSimple or '\r')
            {
                return new StringInfo(text).LengthInTextElements;
            }
        }

        return text.Length;
    }

    private static MessageProblem? OfNumber(string recipient)
    {
        var number = PhoneNumberReader.Read("+" + recipient);
        return number switch
        {
            { Kind: NumberKind.Landline } => new MessageProblem(ProblemCode.Landline, number.Advice!, isWarning: true),
            { Advice: { } advice } => new MessageProblem(ProblemCode.ServiceNumber, advice, isWarning: true),
            _ => null,
        };
    }

    private (PreviewStatus Status, string? Code, string? Explanation) Outlook(OutgoingMessage message) =>
        Earlier?.Of(message) switch
        {
            DeliveryStatus.Sent => (PreviewStatus.Skipped, ErrorCode.AlreadySent, Text.Plan_AlreadySent),
            DeliveryStatus.InProgress => (PreviewStatus.Skipped, ErrorCode.InProgress, Text.Plan_InProgress),
            DeliveryStatus.Unknown when !ResendUnknown => (PreviewStatus.Unknown, ErrorCode.DeliveryUnknown, Text.Plan_Unknown),
            _ => (PreviewStatus.Ready, null, null),
        };

    private IEnumerable<MessageProblem> Warnings(OutgoingMessage message, string? text, string? code)
    {
        if (code is not ErrorCode.OptedOut && !seen.IsFirst(message.Recipient, message.Text) && code is not ErrorCode.Duplicate)
        {
            yield return new MessageProblem(ErrorCode.Duplicate, Text.Plan_Duplicate, isWarning: true);
        }

        if (OfNumber(message.Recipient) is { } problem)
        {
            yield return problem;
        }

        if (composer.Overflow == MessageOverflow.Truncate && composer.IsTooLong(text))
        {
            yield return new MessageProblem(ProblemCode.TextCut, Text.Plan_TextCut, isWarning: true);
        }
    }

    /// <summary>The findings in the text: characters as they were given, marks as they are sent.</summary>
    private IEnumerable<TextFinding> Findings(OutgoingMessage message, string? text)
    {
        // Nothing is a mark between the marks of monospace; and a value that looks like a variable is one nobody meant as such.
        var marks = composer.Monospace ? [] : TextLint.Check(message.Text);
        return CharacterLint
            .Check(text)
            .Concat(marks.Where(finding => Culture is null || finding.Code != TextFindingCode.UnfilledVariable));
    }
}
