using System.Reflection;
using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed class NumberAdviceTests
{
    [Fact]
    public void Advice_shows_the_input()
    {
        var advice = PhoneNumberReader.Read("0812O3456789").Advice;
        Assert.Contains("'0812O3456789'", advice, StringComparison.Ordinal);
        Assert.Contains("'O'", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Advice_truncates_a_long_input()
    {
        var advice = PhoneNumberReader.Read(new string('7', 5000)).Advice!;
        Assert.Contains($"'{new string('7', 40)}…'", advice, StringComparison.Ordinal);
        Assert.True(advice.Length < 250, advice);
    }

    [Theory]
    [InlineData("08\u001B[31m12", "08\\u001B[31m12")]
    [InlineData("0812\u00003456", "0812\\u00003456")]
    [InlineData("0812\n3456\r7890\t12", "0812\\n3456\\r7890\\t12")]
    [InlineData("\u200B0812\u202E", "\\u200B0812\\u202E")]
    [InlineData("0812\U000E0041\U0001F4DE", "0812\\U000E0041\U0001F4DE")]
    [InlineData("08\u00A012", "08\\u00A012")]
    [InlineData("0812e\u0301", "0812e\\u0301")]
    public void Invisible_characters_are_made_visible(string input, string shown)
    {
        Assert.Equal(shown, VisibleText.Of(input));
        Assert.Contains($"'{shown}'", PhoneNumberReader.Read(input).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpaired_surrogate_is_made_visible()
    {
        var number = PhoneNumberReader.Read("0812\uD83D34567890");
        Assert.Equal(NumberReason.UnexpectedCharacters, number.Reason);
        Assert.Contains("'0812\\uD83D34567890'", number.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_truncated_between_characters()
    {
        var shown = VisibleText.Of(new string('1', 39) + "\U0001F4DE\U0001F4DE");
        Assert.Equal(new string('1', 39) + "\U0001F4DE…", shown);
    }

    [Fact]
    public void Every_reason_is_a_distinct_stable_code()
    {
        var codes = typeof(NumberReason)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!)
            .ToList();
        Assert.All(codes, code => Assert.Matches("^[A-Z]+(_[A-Z]+)*$", code));
        Assert.Distinct(codes);
    }

    [Fact]
    public void Every_reason_of_a_refused_text_is_tested()
    {
        TheoryData<string?, string>[] tables =
        [
            RefusedNumberTests.WithoutANumber,
            RefusedNumberTests.WithMoreThanANumber,
            RefusedNumberTests.WithDigitsMissingOrAltered,
            RefusedNumberTests.OfNoCountry,
        ];
        var tested = tables.SelectMany(table => table.Select(row => row.Data.Item2)).Append(NumberReason.Ambiguous);
        var codes = typeof(NumberReason)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!)
            .Where(code => code is not (NumberReason.NoNumberColumn or NumberReason.ForeignNumber));
        Assert.Empty(codes.Except(tested));
    }
}
