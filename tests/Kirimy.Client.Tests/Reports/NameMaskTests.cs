using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

/// <summary>Tests how names are masked in a report.</summary>
public sealed class NameMaskTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("Budi", "B.")]
    [InlineData("  Budi   Santoso ", "B. S.")]
    [InlineData("B. S.", "B. S.")]
    [InlineData("👩‍🚀 Sari", "👩‍🚀. S.")]
    [InlineData("$Sari", "$.")]
    public void A_masked_name_is_its_initials(string? name, string? masked) => Assert.Equal(masked, NameMask.Of(name));

    [Theory]
    [InlineData("Halo Budi, apa kabar?", "Budi Santoso", "Halo B., apa kabar?")]
    [InlineData("Budi Santoso!", "Budi Santoso", "B. S.!")]
    [InlineData("Budiman and budi", "Budi", "Budiman and budi")]
    [InlineData("an apple", "Al an", "an apple")]
    [InlineData("$Sari is (Sari)", "$Sari (Sari)", "$. is (.")]
    [InlineData(null, "Budi", null)]
    [InlineData("Halo Budi", null, "Halo Budi")]
    public void Words_of_a_name_are_masked_in_a_text(string? text, string? name, string? hidden) =>
        Assert.Equal(hidden, NameMask.Hide(text, name));
}
