using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

/// <summary>Headings of exports, address books, forms and shops: which may hold the recipient's number, and which never do.</summary>
public sealed class NumberHeadingTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Contacts", "Headings");

    [Fact]
    public void Headings_of_the_recipient_number_are_ranked()
    {
        var headings = Lines("chosen.txt")
            .Where(line => line.Contains('\t', StringComparison.Ordinal))
            .Select(line => line.Split('\t'))
            .ToList();
        Assert.True(headings.Count >= 60, $"{headings.Count} headings.");
        Assert.Equal(headings.Select(h => (h[0], h[1])), headings.Select(h => (NumberHeading.Of(h[1]).Rank.ToString(), h[1])));
    }

    [Fact]
    public void Headings_of_another_role_or_kind_of_number_are_never_chosen()
    {
        var headings = Lines("never.txt");
        Assert.True(headings.Count >= Lines("chosen.txt").Count, $"{headings.Count} headings.");
        Assert.DoesNotContain(headings, heading => NumberHeading.Of(heading).Rank != NumberRank.None);
    }

    [Theory]
    [InlineData("Phone 1 - Label", "Phone 1 - Value")]
    [InlineData("Phone 2 - Type", "Phone 2 - Value")]
    [InlineData("Phone Type", "Phone")]
    public void A_label_applies_to_the_number_with_its_ordinal(string label, string number)
    {
        var (described, described2) = (NumberHeading.Of(label), NumberHeading.Of(number));
        Assert.True(described.IsLabel);
        Assert.Equal((described2.Series, described2.Ordinal), (described.Series, described.Ordinal));
    }

    [Theory]
    [InlineData("HP1", "No. HP 2")]
    [InlineData("Phone", "Phone 2")]
    [InlineData("Nomor HP utama", "Handphone kedua")]
    [InlineData("billingPhone", "billingPhone2")]
    [InlineData("Phone 1 - Value", "Phone 2 - Value")]
    public void Numbered_headings_are_one_series(string first, string second)
    {
        var (one, two) = (NumberHeading.Of(first), NumberHeading.Of(second));
        Assert.Equal(one.Series, two.Series);
        Assert.Equal((1, 2), (one.Ordinal, two.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uD800")]
    [InlineData("((((")]
    [InlineData("''''s's")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void Any_heading_is_parsed(string heading) => Assert.Equal(NumberRank.None, NumberHeading.Of(heading).Rank);

    private static List<string> Lines(string file) => [.. File.ReadAllLines(Path.Combine(Folder, file)).Where(line => line.Length > 0)];
}
