using Kirimy.Client.Delivery;
using Kirimy.Client.Messages;
using Kirimy.Client.Planning;

namespace Kirimy.Client.Tests.Planning;

public sealed class BatchPlannerTests
{
    private static readonly string[] Sessions = ["s"];

    private MessageComposer composer = new("ID") { Overflow = MessageOverflow.Split };

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "0")]
    [InlineData("a bb", "0 1")]
    [InlineData("aaa b cc", "0 2 1")]
    [InlineData("a bbb cc d", "0 1 3")]
    [InlineData("a b b b", "0 1 3")]
    public void Samples_are_the_first_the_longest_and_the_last(string texts, string indexes)
    {
        var plan = Plan([.. texts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => ("081234567890", text))]);
        Assert.Equal(indexes, string.Join(' ', plan.Samples.Select(sample => sample.Index)));
    }

    [Fact]
    public void Each_part_is_a_message_of_the_plan()
    {
        var plan = Plan(("081234567890", new string('x', 5000)), ("081234567891", "short"));
        Assert.Equal((2, 2, 3), (plan.Rows, plan.Ready, plan.Messages));
        Assert.Equal((0, 5000), (plan.LongestIndex, plan.LongestUnits));
        Assert.Contains(
            plan.Checklist,
            line =>
                line.StartsWith("[!] Longest text: 5000 units", StringComparison.Ordinal)
                && line.Contains("parts", StringComparison.Ordinal)
        );
        Assert.Contains(
            "[+] Longest text: 4096 units of 4096",
            Plan(("081234567890", new string('x', 4096))).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_text_that_exceeds_the_limit_with_its_monospace_marks_is_split()
    {
        composer = new MessageComposer("ID") { Overflow = MessageOverflow.Split, Monospace = true };
        Assert.Contains("[!] Longest text: 4092 units", Plan(("081234567890", new string('x', 4092))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_checklist_lists_the_rows_to_correct()
    {
        var plan = Plan(("081234567890", "a"), ("081234567890", "a"), ("0812O", "b"), ("+6591234567", "c"), ("081234567892", " "));
        Assert.Equal("INVALID_PHONE_NUMBER=2 MESSAGE_EMPTY=1", Shown(plan.Refusals));
        Assert.Equal("FOREIGN_NUMBER=1 LETTERS=1", Shown(plan.InvalidNumbers));
        Assert.Equal((1, 1), (plan.DuplicateRecipients, plan.DuplicateMessages));
        Assert.All(plan.Checklist.TakeWhile(line => line.Length > 0), line => Assert.Matches(@"^\[[+!x]\] \S", line));
        Assert.Contains(plan.Checklist, line => line.StartsWith("[x]", StringComparison.Ordinal) && line.Contains("MESSAGE_EMPTY 1"));
        Assert.Contains("    a", plan.Checklist);
        Assert.Equal(string.Join(Environment.NewLine, plan.Checklist), plan.ToString());
    }

    private static string Shown(IReadOnlyDictionary<string, int> counts) =>
        string.Join(' ', counts.Select(pair => $"{pair.Key}={pair.Value}"));

    private BatchPlan Plan(params (string Number, string Text)[] rows)
    {
        var examiner = new MessageExaminer(composer);
        var planner = new BatchPlanner();
        for (var i = 0; i < rows.Length; i++)
        {
            Add(planner, examiner, i, rows[i].Number, rows[i].Text);
        }

        return planner.ToPlan(new DeliveryOptions(), earlier: null, hasBatch: false);
    }

    private void Add(BatchPlanner planner, MessageExaminer examiner, int index, string number, string text)
    {
        var message = composer.Compose(index, number, text, Sessions, out var refusal);
        var preview = message is null
            ? examiner.Examine(refusal!, number, text, Sessions, isRead: true)
            : examiner.Examine(message, text, skipped: null, findings: []);
        planner.Add(preview, Sessions, []);
    }
}
