using System.Globalization;
using Kirimy.Client.Delivery;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>From the previews of all messages to one plan. Takes some 40 bytes a recipient, and nothing else for each row.</summary>
public sealed class BatchPlanner
{
    private readonly SendingTime time = new();
    private readonly Samples samples = new();
    private readonly DuplicateFilter recipients = new();
    private readonly Dictionary<PreviewStatus, int> statuses = [];
    private readonly Tally refusals = new(StringComparer.Ordinal);
    private readonly Tally leftOut = new(StringComparer.Ordinal);
    private readonly Tally invalidNumbers = new(StringComparer.Ordinal);
    private readonly Tally missingVariables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Tally warnings = new(StringComparer.Ordinal);
    private MessagePreview? longest;
    private int rows;
    private int duplicateRecipients;

    /// <summary>The culture that values of a template are written for; null if texts aren't made by a template.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>Counts a message in.</summary>
    /// <param name="preview">The message.</param>
    /// <param name="sessionIds">The sessions that may send it.</param>
    /// <param name="missing">The variables that it has no value for.</param>
    public void Add(MessagePreview preview, IReadOnlyList<string> sessionIds, IReadOnlyList<string> missing)
    {
        _ = preview ?? throw new ArgumentNullException(nameof(preview));
        _ = missing ?? throw new ArgumentNullException(nameof(missing));
        rows++;
        statuses[preview.Status] = Count(preview.Status) + 1;
        AddProblems(preview);
        foreach (var variable in missing)
        {
            missingVariables.Add(variable);
        }

        if (preview.Status != PreviewStatus.Failed && preview.ErrorCode != ErrorCode.OptedOut)
        {
            duplicateRecipients += recipients.IsFirst(preview.Recipient!, string.Empty) ? 0 : 1;
        }

        if (preview.Status == PreviewStatus.Ready)
        {
            time.Add(sessionIds, preview.Parts);
            samples.Add(preview);
            longest = longest is null || preview.Units > longest.Units ? preview : longest;
        }
    }

    /// <summary>The plan of all that was counted in.</summary>
    /// <param name="options">How it would be sent.</param>
    /// <param name="earlier">What is known of earlier runs; null when nothing is.</param>
    /// <param name="hasBatch">Whether the messages belong to a batch.</param>
    public BatchPlan ToPlan(DeliveryOptions options, EarlierDeliveries? earlier, bool hasBatch)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        var forecast = time.Forecast(options, session => earlier?.RemainingToday(session) ?? options.Limits.MessagesPerDay);
        var skips = leftOut.ToDictionary();
        var looks = warnings.ToDictionary();
        var plan = new BatchPlan
        {
            Rows = rows,
            Ready = Count(PreviewStatus.Ready),
            Failed = Count(PreviewStatus.Failed),
            Skipped = Count(PreviewStatus.Skipped),
            Unknown = Count(PreviewStatus.Unknown),
            Refusals = refusals.ToDictionary(),
            InvalidNumbers = invalidNumbers.ToDictionary(),
            MissingVariables = missingVariables.ToDictionary(),
            Culture = Culture is null ? null : TextCulture.NameOf(Culture),
            Warnings = looks,
            DuplicateRecipients = duplicateRecipients,
            DuplicateMessages = Of(skips, ErrorCode.Duplicate) + Of(looks, ErrorCode.Duplicate),
            OptedOut = Of(skips, ErrorCode.OptedOut),
            AlreadySent = hasBatch && earlier is not null ? Of(skips, ErrorCode.AlreadySent) : null,
            LongestIndex = longest?.Index,
            LongestUnits = longest?.Units ?? 0,
            LongestCharacters = longest?.Characters ?? 0,
            Messages = time.Messages,
            Duration = time.Duration(options),
            Days = time.Messages == 0 ? 0 : forecast.Days,
            MessagesToday = forecast.Today,
            FinishesAt = time.Messages == 0 ? null : forecast.FinishesAt,
            RemainingToday = earlier is null
                ? null
                : (int)Math.Min(int.MaxValue, time.Sessions.Sum(session => (long)earlier.RemainingToday(session))),
            Sessions = time.Sessions,
            Samples = samples.ToList(),
        };
        plan.Checklist = [.. PlanChecklist.Of(plan, options, skips, Culture)];
        return plan;
    }

    private static int Of(IReadOnlyDictionary<string, int> counts, string name) => counts.TryGetValue(name, out var count) ? count : 0;

    private int Count(PreviewStatus status) => statuses.TryGetValue(status, out var count) ? count : 0;

    private void AddProblems(MessagePreview preview)
    {
        if (preview is { Status: PreviewStatus.Failed, ErrorCode: { } refusal })
        {
            refusals.Add(refusal);
        }
        else if (preview is { Status: PreviewStatus.Skipped, ErrorCode: { } reason })
        {
            leftOut.Add(reason);
        }

        foreach (var number in preview.Problems.Select(problem => problem.Reason).OfType<string>())
        {
            invalidNumbers.Add(number);
        }

        // In how many rows: a text may have the same mark open more than once.
        foreach (var code in preview.Problems.Where(problem => problem.IsWarning).Select(problem => problem.Code).Distinct())
        {
            warnings.Add(code);
        }
    }
}
