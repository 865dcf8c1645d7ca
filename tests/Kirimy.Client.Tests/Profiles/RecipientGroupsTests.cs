using Kirimy.Client.Profiles;

namespace Kirimy.Client.Tests.Profiles;

/// <summary>Names of recipient groups, and changes of groups.</summary>
public sealed class RecipientGroupsTests
{
    [Theory]
    [InlineData("oncall")]
    [InlineData("On-call 2")]
    [InlineData("piket_malam.1")]
    [InlineData("ジ")]
    public void A_group_name_begins_with_a_letter(string name) => Assert.True(RecipientGroups.IsName(name));

    [Theory]
    [InlineData("")]
    [InlineData(" oncall")]
    [InlineData("oncall ")]
    [InlineData("911")]
    [InlineData("+62")]
    [InlineData("2nd shift")]
    [InlineData("081234567890")]
    [InlineData("O81234567890")]
    [InlineData("wa 0812-3456-7890")]
    [InlineData("tel:112")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("a*")]
    [InlineData("a\nb")]
    public void Text_that_looks_like_a_number_or_a_list_is_not_a_group_name(string name) => Assert.False(RecipientGroups.IsName(name));

    [Fact]
    public void Changing_a_group_keeps_the_other_groups()
    {
        using var file = new ProfileFile(
            """{ "profiles": { "p": { "recipientGroups": { "oncall": ["081234567891"], "night": ["081234567892"] } } } }"""
        );
        Set(("ONCALL", ["081234567893"]), ("day", ["081234567894"]), ("night", []));
        var groups = Assert.Single(file.Store.Read().Profiles).RecipientGroup;
        Assert.Equal(["day", "oncall"], groups.Keys.Order(StringComparer.OrdinalIgnoreCase).Select(k => k.ToLowerInvariant()));
        Assert.Equal(["081234567893"], groups["oncall"]);
        Set(("oncall", []), ("day", []), ("unknown", []));
        Assert.Empty(Assert.Single(file.Store.Read().Profiles).RecipientGroup);

        void Set(params (string Name, string[] Members)[] changes) =>
            file.Store.Set(
                "p",
                new Dictionary<string, object?>
                {
                    [nameof(Profile.RecipientGroup)] = new RecipientGroupChanges(
                        changes.ToDictionary(c => c.Name, c => (IReadOnlyList<string>)c.Members)
                    ),
                },
                isDefault: null,
                TestContext.Current.CancellationToken
            );
    }
}
