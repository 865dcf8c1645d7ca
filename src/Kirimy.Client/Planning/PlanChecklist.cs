using Kirimy.Client.Delivery;
using Kirimy.Client.Scheduling;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>Formats a plan as a checklist: passed, to be reviewed, to be corrected.</summary>
internal static class PlanChecklist
{
    private const string Passed = "[+] ";
    private const string Review = "[!] ";
    private const string Correct = "[x] ";

    public static IReadOnlyList<string> Of(
        BatchPlan plan,
        DeliveryOptions options,
        IReadOnlyDictionary<string, int> skipped,
        CultureInfo? culture
    ) => [.. Rows(plan, skipped), .. Texts(plan, culture), .. Time(plan, options), .. Samples(plan)];

    private static IEnumerable<string> Rows(BatchPlan plan, IReadOnlyDictionary<string, int> skipped)
    {
        yield return (plan.Ready > 0 ? Passed : Review) + Text.Plan_Ready.With(plan.Ready, plan.Rows, plan.Messages);
        yield return plan.Failed == 0 ? Passed + Text.Plan_NoneRefused : Correct + Text.Plan_Refused.With(plan.Failed, List(plan.Refusals));
        if (plan.InvalidNumbers.Count > 0)
        {
            yield return Correct + Text.Plan_Numbers.With(List(plan.InvalidNumbers));
        }

        if (plan.MissingVariables.Count > 0)
        {
            // If missing variables are allowed, they don't refuse a row.
            yield return (plan.Refusals.ContainsKey(ErrorCode.MissingVariable) ? Correct : Review)
                + Text.Plan_Missing.With(List(plan.MissingVariables));
        }

        if (plan.Skipped > 0)
        {
            yield return Review + Text.Plan_Skipped.With(plan.Skipped, List(skipped));
        }

        if (plan.Unknown > 0)
        {
            yield return Review + Text.Plan_UnknownRows.With(plan.Unknown);
        }

        yield return plan.DuplicateRecipients == 0
            ? Passed + Text.Plan_NoDuplicates
            : Review + Text.Plan_Duplicates.With(plan.DuplicateRecipients, plan.DuplicateMessages);
    }

    private static IEnumerable<string> Texts(BatchPlan plan, CultureInfo? culture)
    {
        if (culture is not null)
        {
            var (date, number) = TextCulture.Sample(culture);
            yield return Passed + Text.Plan_Culture.With(plan.Culture, date, number);
        }

        if (plan.Warnings.Count > 0)
        {
            yield return Review + Text.Plan_Warnings.With(List(plan.Warnings));
        }

        if (plan.LongestIndex is { } index)
        {
            var isSplit = plan.Samples.Any(sample => sample.Index == index && sample.Parts > 1);
            yield return (isSplit ? Review : Passed)
                + (isSplit ? Text.Plan_LongestSplit : Text.Plan_Longest).With(plan.LongestUnits, plan.LongestCharacters, index);
        }
    }

    private static IEnumerable<string> Time(BatchPlan plan, DeliveryOptions options)
    {
        if (plan.Messages == 0)
        {
            yield break;
        }

        var pause = options.MaximumInterval > TimeSpan.Zero ? Text.Plan_Pause.With(options.MinimumInterval, options.MaximumInterval) : null;
        yield return Passed
            + (
                plan.Duration == TimeSpan.Zero
                    ? Text.Plan_NoWait.With(options.Limits.Requests)
                    : Text.Plan_Duration.With(plan.Duration, options.Limits.Requests, pause)
            );
        var sessions = string.Join(", ", plan.Sessions);
        yield return plan.RemainingToday is { } left
            ? Passed + Text.Plan_Remaining.With(left, sessions)
            : Review + Text.Plan_RemainingUnknown.With(sessions);
        if (options.Hours is { } hours)
        {
            yield return Passed + Text.Plan_Hours.With(hours, Weekdays(hours), hours.Zone.Id);
        }

        yield return plan.Days == 1 ? Passed + Text.Plan_OneDay
        : options.WaitForNextDay ? Passed + Text.Plan_DaysWaiting.With(plan.Days, plan.MessagesToday)
        : Review + Text.Plan_Days.With(plan.Days, plan.MessagesToday);
        if (plan.Duration > TimeSpan.Zero || plan.Days > 1 || options.Hours is not null)
        {
            yield return Passed + Text.Plan_Finishes.With(plan.FinishesAt);
        }
    }

    private static string Weekdays(SendingHours hours) =>
        string.Concat(hours.Weekdays.Select(static day => ", " + CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day)));

    private static IEnumerable<string> Samples(BatchPlan plan)
    {
        foreach (var sample in plan.Samples)
        {
            yield return string.Empty;
            yield return Text.Plan_Sample.With(sample.Index, sample.Recipient, sample.SessionId);
            foreach (var line in sample.Text!.Split('\n'))
            {
                yield return "    " + line;
            }
        }
    }

    private static string List(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(pair => Text.Plan_Count.With(pair.Key, pair.Value)));
}
