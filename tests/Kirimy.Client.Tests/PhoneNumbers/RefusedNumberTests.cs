using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed class RefusedNumberTests
{
    public static TheoryData<string?, string> WithoutANumber =>
        new()
        {
            { null, NumberReason.Empty },
            { "", NumberReason.Empty },
            { " \t\r\n\u00A0\u200B\uFEFF", NumberReason.Empty },
            { "-", NumberReason.Empty },
            { "=\"\"", NumberReason.Empty },
            { "'", NumberReason.Empty },
            { "Budi", NumberReason.NoNumber },
            { "n/a", NumberReason.NoNumber },
            { "#N/A", NumberReason.NoNumber },
            { "tidak ada", NumberReason.NoNumber },
            { "https://wa.me/message/ABC1DEF2", NumberReason.NoNumber },
            { "https://wa.me/", NumberReason.NoNumber },
            { "wa.me/qr/AB12CD", NumberReason.NoNumber },
            { "https://whatsapp.com/channel/0029Va", NumberReason.NoNumber },
            { "https://api.whatsapp.com/send?text=081234567890", NumberReason.NoNumber },
            { "https://example.com/081234567890", NumberReason.NoNumber },
            { "123456789012345@lid", NumberReason.NoNumber },
            { "120363041234567890@newsletter", NumberReason.NoNumber },
            { "status@broadcast", NumberReason.NoNumber },
            { "120363041234567890@g.us", NumberReason.GroupAddress },
            { "6281234567890-1612345678@g.us", NumberReason.GroupAddress },
            { "https://chat.whatsapp.com/AbC1dEf2", NumberReason.GroupAddress },
        };

    public static TheoryData<string?, string> WithMoreThanANumber =>
        new()
        {
            { "0812O3456789", NumberReason.Letters },
            { "O81234567890", NumberReason.Letters },
            { "08l234567890", NumberReason.Letters },
            { "0812\u041E3456789", NumberReason.Letters },
            { "1-800-FLOWERS", NumberReason.Letters },
            { "0812x34567890", NumberReason.Letters },
            { "budi12@example.com", NumberReason.Letters },
            { "081234567890x12", NumberReason.Extension },
            { "0812 3456 7890 X12", NumberReason.Extension },
            { "0812-3456-7890 ext 12", NumberReason.Extension },
            { "0812-3456-7890, ext. 12", NumberReason.Extension },
            { "021-5551234 extension 101", NumberReason.Extension },
            { "021-5551234 #12", NumberReason.Extension },
            { "(021) 5551234 pes. 12", NumberReason.Extension },
            { "021 5551234 pesawat 101", NumberReason.Extension },
            { "tel:+62-21-5551234;ext=12", NumberReason.Extension },
            { "081234567890 / 081398765432", NumberReason.SeveralNumbers },
            { "081234567890/081398765432", NumberReason.SeveralNumbers },
            { "081234567890/33", NumberReason.SeveralNumbers },
            { "0812/3456/7890", NumberReason.SeveralNumbers },
            { "081234567890, 081398765432", NumberReason.SeveralNumbers },
            { "081234567890,081398765432", NumberReason.SeveralNumbers },
            { "081234567890;081398765432", NumberReason.SeveralNumbers },
            { "081234567890 | 081398765432", NumberReason.SeveralNumbers },
            { "081234567890 & 081398765432", NumberReason.SeveralNumbers },
            { "081234567890\n081398765432", NumberReason.SeveralNumbers },
            { "081234567890\r\n081398765432", NumberReason.SeveralNumbers },
            { "081234567890\u2028081398765432", NumberReason.SeveralNumbers },
            { "081234567890 atau 081398765432", NumberReason.SeveralNumbers },
            { "081234567890 Dan 081398765432", NumberReason.SeveralNumbers },
            { "081234567890or081398765432", NumberReason.SeveralNumbers },
            { "081234567890 081398765432", NumberReason.SeveralNumbers },
            { "081234567890 - 081398765432", NumberReason.SeveralNumbers },
            { "+6281234567890 +6281398765432", NumberReason.SeveralNumbers },
            { "+6281234567890+6281398765432", NumberReason.SeveralNumbers },
        };

    public static TheoryData<string?, string> WithDigitsMissingOrAltered =>
        new()
        {
            { "6.28123E+12", NumberReason.ScientificNotation },
            { "6,28123E+12", NumberReason.ScientificNotation },
            { "6.28123e12", NumberReason.ScientificNotation },
            { "8,12E+10", NumberReason.ScientificNotation },
            { "6E+12", NumberReason.ScientificNotation },
            { "=\"6,28123E+12\"", NumberReason.ScientificNotation },
            { "6.281234567890E+12", NumberReason.ScientificNotation },
            { "62xxxxxxxxxxx", NumberReason.Placeholder },
            { "08xxxxxxxxxx", NumberReason.Placeholder },
            { "+62xxx-xxxx-xxxx", NumberReason.Placeholder },
            { "0812-XXXX-7890", NumberReason.Placeholder },
            { "0812****7890", NumberReason.Placeholder },
            { "0812________", NumberReason.Placeholder },
            { "0812??", NumberReason.Placeholder },
            { "0812345678...", NumberReason.Placeholder },
            { "0812345678\u2026", NumberReason.Placeholder },
            { "0812----5678", NumberReason.Placeholder },
            { "xxxxxxxxxx", NumberReason.Placeholder },
            { "##########", NumberReason.Placeholder },
            { "62+81234567890", NumberReason.UnexpectedCharacters },
            { "+62+81234567890", NumberReason.UnexpectedCharacters },
            { "-6281234567890", NumberReason.UnexpectedCharacters },
            { ". 81234567890", NumberReason.UnexpectedCharacters },
            { "=081234567890", NumberReason.UnexpectedCharacters },
            { "0812~3456~7890", NumberReason.UnexpectedCharacters },
            { "*081234567890*", NumberReason.UnexpectedCharacters },
            { "0812\u00003456789", NumberReason.UnexpectedCharacters },
            { "0\u00B2812345678", NumberReason.UnexpectedCharacters },
            { "\u202E098765432180", NumberReason.UnexpectedCharacters },
        };

    public static TheoryData<string?, string> OfNoCountry =>
        new()
        {
            { "0812", NumberReason.TooShort },
            { "081234567", NumberReason.TooShort },
            { "6281234567", NumberReason.TooShort },
            { "+62", NumberReason.TooShort },
            { "0", NumberReason.TooShort },
            { "00", NumberReason.TooShort },
            { "110", NumberReason.TooShort },
            { "021 555", NumberReason.TooShort },
            { "+6591234", NumberReason.TooShort },
            { "62281812", NumberReason.TooShort },
            { "08123456789012", NumberReason.TooLong },
            { "62081234567890123", NumberReason.TooLong },
            { "021 5551 2345 67", NumberReason.TooLong },
            { "+65 9123 4567 8901", NumberReason.TooLong },
            { "1234567890123456", NumberReason.TooLong },
            { "+0812345678", NumberReason.InvalidCountryCode },
            { "+0062812345678", NumberReason.InvalidCountryCode },
            { "000812345678", NumberReason.InvalidCountryCode },
            { "081234567890@c.us", NumberReason.InvalidCountryCode },
            { "+999123456789", NumberReason.InvalidCountryCode },
            { "+62 84 1234 5678", NumberReason.NotInNumberingPlan },
            { "084123456789", NumberReason.NotInNumberingPlan },
            { "62 00812 3456 7890", NumberReason.NotInNumberingPlan },
            { "+62 (0) 0274 512345", NumberReason.NotInNumberingPlan },
            { "+65 1234 5678", NumberReason.NotInNumberingPlan },
        };

    [Theory]
    [MemberData(nameof(WithoutANumber))]
    [MemberData(nameof(WithMoreThanANumber))]
    [MemberData(nameof(WithDigitsMissingOrAltered))]
    [MemberData(nameof(OfNoCountry))]
    public void An_uncertain_number_is_refused_with_a_specific_reason(string? input, string reason)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal(reason, number.Reason);
        Assert.Equal(
            (input, false, null, null, NumberKind.Other, null),
            (number.Input, number.IsValid, number.Recipient, number.E164, number.Kind, number.Carrier)
        );
        Assert.False(string.IsNullOrWhiteSpace(number.Advice));
    }

    /// <summary>Each input has several readings, so none is chosen.</summary>
    [Theory]
    // A country code without a plus sign. In the numbering plan, all but one of the first three are Indonesian numbers.
    [InlineData("6591234567", "+6591234567")]
    [InlineData("12025550123", "+12025550123")]
    [InlineData("8613812345678", "+8613812345678")]
    [InlineData("60123456789", "+60123456789")]
    // A landline whose zero was lost.
    [InlineData("2155512345", "Write 0 before")]
    [InlineData("1500888", "Write 0 before")]
    // The country code twice. In the numbering plan, the shorter ones are landlines in the area 0628.
    [InlineData("+6262812345678", "twice")]
    [InlineData("6262812345678", "twice")]
    [InlineData("62 062 81234567890", "twice")]
    [InlineData("062812345678", "twice")]
    // An extra zero, or a number in Hong Kong.
    [InlineData("0085291234567", "+85291234567")]
    [InlineData("0 0812 3456 7890", "+81234567890")]
    // A link should have a country code, but often has none.
    [InlineData("wa.me/81234567890", "+81234567890")]
    [InlineData("https://api.whatsapp.com/send?phone=85291234567", "+85291234567")]
    // Fractions.
    [InlineData("6281234567890.5", "fraction")]
    [InlineData("0812345678.90", "fraction")]
    [InlineData("62812345678,9", "fraction")]
    [InlineData("6281234567.000", "fraction")]
    [InlineData("6.281234567890", "fraction")]
    [InlineData("6,28123456789", "fraction")]
    [InlineData("0812 3456 7890.0", "fraction")]
    [InlineData(".81234567890", "fraction")]
    public void An_ambiguous_number_is_refused(string input, string advice)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal((false, NumberReason.Ambiguous, null), (number.IsValid, number.Reason, number.Recipient));
        Assert.Contains(advice, number.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("62812345678", "SG", NumberReason.Ambiguous)]
    [InlineData("081234567890", "SG", NumberReason.TooLong)]
    [InlineData("0812", "US", NumberReason.TooShort)]
    [InlineData("", "SG", NumberReason.Empty)]
    [InlineData("6.28123E+12", "MY", NumberReason.ScientificNotation)]
    public void Another_region_has_the_same_rules(string input, string region, string reason) =>
        Assert.Equal(reason, PhoneNumberReader.Read(input, region).Reason);

    [Fact]
    public void An_ambiguous_national_number_is_refused()
    {
        var library = global::PhoneNumbers.PhoneNumberUtil.GetInstance();
        Assert.True(library.IsValidNumber(library.Parse("+5353320677", null)));
        Assert.True(library.IsValidNumber(library.Parse("+53320677", null)));

        var number = PhoneNumberReader.Read("53320677", "CU");
        Assert.Equal(NumberReason.Ambiguous, number.Reason);
    }
}
