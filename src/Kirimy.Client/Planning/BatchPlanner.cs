using System.Collections.ObjectModel;
using Kirimy.Client.Delivery;
using Kirimy.Client.Messages;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>Aggregates all previews to one plan. Needs about 40 bytes per recipient and nothing else per row. Not thread-safe.</summary>
internal sealed class BatchPlanner
{
    private readonly SendingTime time = new();
    private readonly Samples samples = new();
    private readonly DuplicateFilter recipients = new();
    private readonly Dictionary<PreviewStatus, int> statuses = [];
    private readonly Tally refusals = new(StringComparer.Ordinal);
    private readonly Tally skipped = new(StringComparer.Ordinal);
    private readonly Tally invalidNumbers = new(StringComparer.Ordinal);
    private readonly Tally missingVariables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Tally warnings = new(StringComparer.Ordinal);
    private MessagePreview? longest;
    private int rows;
    private int duplicateRecipients;

    public CultureInfo? Culture { get; init; }

    public void Add(MessagePreview preview, IReadOnlyList<string> sessionIds, IReadOnlyList<string> missing)
    {
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

    public BatchPlan ToPlan(DeliveryOptions options, EarlierDeliveries? earlier, bool hasBatch)
    {
        var forecast = time.Forecast(options, session => earlier?.RemainingToday(session) ?? options.Limits.MessagesPerDay);
        var skipCounts = skipped.ToDictionary();
        var warningCounts = warnings.ToDictionary();
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
            Warnings = warningCounts,
            DuplicateRecipients = duplicateRecipients,
            DuplicateMessages = Of(skipCounts, ErrorCode.Duplicate) + Of(warningCounts, ErrorCode.Duplicate),
            OptedOut = Of(skipCounts, ErrorCode.OptedOut),
            AlreadySent = hasBatch && earlier is not null ? Of(skipCounts, ErrorCode.AlreadySent) : null,
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
        plan.Checklist = PlanChecklist.Of(plan, options, skipCounts, Culture);
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
            skipped.Add(reason);
        }

        foreach (var number in preview.Problems.Select(problem => problem.Reason).OfType<string>())
        {
            invalidNumbers.Add(number);
        }

        // Counts rows, because a text may have the same finding more than once.
        foreach (var code in preview.Problems.Where(problem => problem.IsWarning).Select(problem => problem.Code).Distinct())
        {
            warnings.Add(code);
        }
    }
}

/// <summary>Three sample messages, the same in every run: the first, the longest of the others, and the last of the others.</summary>
internal sealed class Samples
{
    private MessagePreview? first;
    private MessagePreview? longest;
    private MessagePreview? last;
    private MessagePreview? beforeLast;

    public void Add(MessagePreview preview)
    {
        if (first is null)
        {
            first = preview;
            return;
        }

        beforeLast = last;
        last = preview;
        if (longest is null || preview.Units > longest.Units)
        {
            longest = preview;
        }
    }

    public IReadOnlyList<MessagePreview> ToList()
    {
        var end = ReferenceEquals(last, longest) ? beforeLast : last;
        return [.. new[] { first, longest, end }.OfType<MessagePreview>()];
    }
}

internal sealed class Tally(StringComparer comparer)
{
    private readonly Dictionary<string, int> counts = new(comparer);

    public void Add(string name)
    {
        counts.TryGetValue(name, out var count);
        counts[name] = count + 1;
    }

    /// <summary>The most frequent name first; equally frequent names are in alphabetical order.</summary>
    public IReadOnlyDictionary<string, int> ToDictionary()
    {
        // A dictionary without removals is enumerated in insertion order.
        var ordered = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);
        return new ReadOnlyDictionary<string, int>(ordered.ToDictionary(pair => pair.Key, pair => pair.Value, counts.Comparer));
    }
}
