using Kirimy.Client.Messages;
using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>Predicts the results of messages and lists all warnings about them. Not thread-safe.</summary>
internal sealed class MessageExaminer(MessageComposer composer)
{
    /// <summary>Up to this code unit, each one is a grapheme: there are no combining marks and no surrogates.</summary>
    private const char LastSimple = '\u02ff';

    private readonly DuplicateFilter seen = new();

    public CultureInfo? Culture { get; init; }
    public EarlierDeliveries? Earlier { get; init; }
    public bool ResendUnknown { get; init; }

    public MessagePreview Examine(OutgoingMessage message, string? text, SendResult? skipped, IReadOnlyList<TextFinding> findings)
    {
        var (status, code, explanation) = skipped is null
            ? Predict(message)
            : (PreviewStatus.Skipped, skipped.ErrorCode, skipped.ErrorMessage);
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

    /// <summary>Examines an input that was refused. The reason is that of its number.</summary>
    public MessagePreview Examine(
        SendResult refusal,
        string? number,
        string? text,
        IReadOnlyList<string> sessionIds,
        bool isRead,
        string? reason = null
    )
    {
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

    private (PreviewStatus Status, string? Code, string? Explanation) Predict(OutgoingMessage message) =>
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

    private IEnumerable<TextFinding> Findings(OutgoingMessage message, string? text)
    {
        // A monospace text has no other marks, and a value of a template that looks like a variable isn't a mistake.
        var marks = composer.Monospace ? [] : TextLint.Check(message.Text);
        return CharacterLint
            .Check(text)
            .Concat(marks.Where(finding => Culture is null || finding.Code != TextFindingCode.UnfilledVariable));
    }
}
