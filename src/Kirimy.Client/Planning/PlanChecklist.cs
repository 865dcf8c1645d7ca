using System.Globalization;
using Kirimy.Client.Delivery;
using Kirimy.Client.Scheduling;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Planning;

/// <summary>A plan as a person reads it: what is well, what is worth a look, what is to be mended.</summary>
internal static class PlanChecklist
{
    private const string Well = "[+] ";
    private const string Look = "[!] ";
    private const string Mend = "[x] ";

    /// <summary>Its lines.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How it would be sent.</param>
    /// <param name="leftOut">What is left out, by code.</param>
    /// <param name="culture">The culture that values of a template are written for; null without a template.</param>
    public static IEnumerable<string> Of(
        BatchPlan plan,
        DeliveryOptions options,
        IReadOnlyDictionary<string, int> leftOut,
        CultureInfo? culture
    )
    {
        foreach (var line in Rows(plan, leftOut).Concat(Texts(plan, culture)).Concat(Time(plan, options)).Concat(Samples(plan)))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Rows(BatchPlan plan, IReadOnlyDictionary<string, int> leftOut)
    {
        yield return (plan.Ready > 0 ? Well : Look) + Text.Plan_Ready.With(plan.Ready, plan.Rows, plan.Messages);
        yield return plan.Failed == 0 ? Well + Text.Plan_NoneRefused : Mend + Text.Plan_Refused.With(plan.Failed, List(plan.Refusals));
        if (plan.InvalidNumbers.Count > 0)
        {
            yield return Mend + Text.Plan_Numbers.With(List(plan.InvalidNumbers));
        }

        if (plan.MissingVariables.Count > 0)
        {
            // Where they may stay empty they refuse nothing, and are worth a look.
            yield return (plan.Refusals.ContainsKey(ErrorCode.MissingVariable) ? Mend : Look)
                + Text.Plan_Missing.With(List(plan.MissingVariables));
        }

        if (plan.Skipped > 0)
        {
            yield return Look + Text.Plan_Skipped.With(plan.Skipped, List(leftOut));
        }

        if (plan.Unknown > 0)
        {
            yield return Look + Text.Plan_UnknownRows.With(plan.Unknown);
        }

        if (plan.DuplicateRecipients == 0)
        {
            yield return Well + Text.Plan_NoDuplicates;
        }
        else
        {
            yield return Look + Text.Plan_Duplicates.With(plan.DuplicateRecipients, plan.DuplicateMessages);
        }
    }

    private static IEnumerable<string> Texts(BatchPlan plan, CultureInfo? culture)
    {
        if (culture is not null)
        {
            var (date, number) = TextCulture.Sample(culture);
            yield return Well + Text.Plan_Culture.With(plan.Culture, date, number);
        }

        if (plan.Warnings.Count > 0)
        {
            yield return Look + Text.Plan_Warnings.With(List(plan.Warnings));
        }

        if (plan.LongestIndex is { } index)
        {
            var isSplit = plan.Samples.Any(sample => sample.Index == index && sample.Parts > 1);
            yield return (isSplit ? Look : Well)
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
        yield return Well
            + (
                plan.Duration == TimeSpan.Zero
                    ? Text.Plan_NoWait.With(options.Limits.Requests)
                    : Text.Plan_Duration.With(plan.Duration, options.Limits.Requests, pause)
            );
        var sessions = string.Join(", ", plan.Sessions);
        yield return plan.RemainingToday is { } left
            ? Well + Text.Plan_Left.With(left, sessions)
            : Look + Text.Plan_LeftUnknown.With(sessions);
        if (options.Hours is { } hours)
        {
            yield return Well + Text.Plan_Hours.With(hours, Weekdays(hours), hours.Zone.Id);
        }

        yield return plan.Days == 1 ? Well + Text.Plan_OneDay
        : options.WaitForNextDay ? Well + Text.Plan_DaysWaiting.With(plan.Days, plan.MessagesToday)
        : Look + Text.Plan_Days.With(plan.Days, plan.MessagesToday);
        if (plan.Duration > TimeSpan.Zero || plan.Days > 1 || options.Hours is not null)
        {
            yield return Well + Text.Plan_Finishes.With(plan.FinishesAt);
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
