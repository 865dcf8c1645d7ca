using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed class PhoneNumberReaderTests
{
    /// <summary>Spellings of the API document, of dashboards and of people.</summary>
    public static TheoryData<string, string> PlainSpellings =>
        new()
        {
            { "62812345678", "62812345678" },
            { "6281234567890", "6281234567890" },
            { "+6281234567890", "6281234567890" },
            { "++6281234567890", "6281234567890" },
            { "081234567890", "6281234567890" },
            { "0812-3456-7890", "6281234567890" },
            { "0812.3456.7890", "6281234567890" },
            { "0812 3456 7890", "6281234567890" },
            { "(0812) 34567890", "6281234567890" },
            { "0812\u20133456\u20147890", "6281234567890" },
            { "0812\u22123456\u22127890", "6281234567890" },
            { "+62 (0) 812-3456-7890", "6281234567890" },
            { "(+62) 812 3456 7890", "6281234567890" },
            { "+62.812.3456.7890", "6281234567890" },
            { "62 0812 3456 7890", "6281234567890" },
            { "62081234567890", "6281234567890" },
            { "+62081234567890", "6281234567890" },
            { "006281234567890", "6281234567890" },
            { "0062081234567890", "6281234567890" },
            { "00 62 (0) 812 3456 7890", "6281234567890" },
            { "81234567890", "6281234567890" },
            { "812-3456-7890", "6281234567890" },
            { "  081234567890\t", "6281234567890" },
            { "\r\n081234567890\r\n", "6281234567890" },
            { "081234567890,", "6281234567890" },
            { "081234567890 ;", "6281234567890" },
            // The shortest and the longest mobile number.
            { "0812345678", "62812345678" },
            { "0895123456789", "62895123456789" },
        };

    /// <summary>Links and addresses.</summary>
    public static TheoryData<string, string> Addresses =>
        new()
        {
            { "wa.me/6281234567890", "6281234567890" },
            { "https://wa.me/6281234567890", "6281234567890" },
            { "http://www.wa.me/+62812-3456-7890/", "6281234567890" },
            { "HTTPS://WA.ME/6281234567890?text=Halo,%20nomor%202", "6281234567890" },
            { "https://wa.me/%2B6281234567890#x", "6281234567890" },
            { "wa.me/081234567890", "6281234567890" },
            { "https://api.whatsapp.com/send?phone=6281234567890&text=Halo", "6281234567890" },
            { "api.whatsapp.com/send/?text=1&phone=%2B62%20812-3456-7890", "6281234567890" },
            { "https://api.whatsapp.com/send?phone=+6281234567890", "6281234567890" },
            { "web.whatsapp.com/send?phone=081234567890", "6281234567890" },
            { "whatsapp://send?phone=6281234567890&text=Halo", "6281234567890" },
            { "whatsapp:+6281234567890", "6281234567890" },
            { "tel:+62-812-3456-7890", "6281234567890" },
            { "TEL:081234567890", "6281234567890" },
            { "tel://081234567890", "6281234567890" },
            { "tel:+62%20812%203456%207890", "6281234567890" },
            { "6281234567890@c.us", "6281234567890" },
            { "6281234567890@s.whatsapp.net", "6281234567890" },
            { "6281234567890:12@s.whatsapp.net", "6281234567890" },
            { "6281234567890_1:12@S.WhatsApp.net", "6281234567890" },
        };

    /// <summary>Numbers as spreadsheets change them.</summary>
    public static TheoryData<string, string> SpreadsheetCells =>
        new()
        {
            { "=\"081234567890\"", "6281234567890" },
            { "\"081234567890\"", "6281234567890" },
            { "'081234567890", "6281234567890" },
            { "\u2019081234567890", "6281234567890" },
            { "\u2018081234567890\u2019", "6281234567890" },
            { "6281234567890.0", "6281234567890" },
            { "6281234567890.00", "6281234567890" },
            { "6281234567890,0", "6281234567890" },
            { "6281234567890,00", "6281234567890" },
            { "81234567890.0", "6281234567890" },
            { "+6281234567890.0", "6281234567890" },
            { "6.281.234.567.890", "6281234567890" },
            { "6,281,234,567,890", "6281234567890" },
            { "6.281.234.567.890,00", "6281234567890" },
            { "6,281,234,567,890.00", "6281234567890" },
            { "6\u00A0281\u00A0234\u00A0567\u00A0890,00", "6281234567890" },
            { "6\u202F281\u202F234\u202F567\u202F890", "6281234567890" },
        };

    /// <summary>Look-alike characters and invisible marks.</summary>
    public static TheoryData<string, string> LookAlikes =>
        new()
        {
            { "\uFF10\uFF18\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF10", "6281234567890" },
            { "\uFF0B\uFF16\uFF12\u3000812\uFF0D3456\uFF0D7890", "6281234567890" },
            { "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660", "6281234567890" },
            { "\u06F0\u06F8\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9\u06F0", "6281234567890" },
            { "\U0001D7CE\U0001D7D6\U0001D7CF234567890", "6281234567890" },
            { "0\uFE0F\u20E38\uFE0F\u20E31\uFE0F\u20E3234567890", "6281234567890" },
            { "0812\u00A03456\u00A07890", "6281234567890" },
            { "0812\u200B3456\u200C\u200D7890", "6281234567890" },
            { "\u202A+62 812-3456-7890\u202C", "6281234567890" },
            { "\u202D081234567890\u202C", "6281234567890" },
            { "\u2066081234567890\u2069", "6281234567890" },
            { "\u200E081234567890\u200F", "6281234567890" },
            { "\uFEFF081234567890", "6281234567890" },
            { "0812\u00AD34567890\U000E0020", "6281234567890" },
        };

    [Theory]
    [MemberData(nameof(PlainSpellings))]
    [MemberData(nameof(Addresses))]
    [MemberData(nameof(SpreadsheetCells))]
    [MemberData(nameof(LookAlikes))]
    public void Every_usual_spelling_of_a_mobile_number_is_read(string input, string recipient)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal(
            (true, recipient, "+" + recipient, NumberKind.Mobile, null, null),
            (number.IsValid, number.Recipient, number.E164, number.Kind, number.Reason, number.Advice)
        );
        Assert.Equal(input, number.Input);
    }

    [Fact]
    public void The_example_of_the_API_document_is_a_mobile()
    {
        var library = global::PhoneNumbers.PhoneNumberUtil.GetInstance();
        var asLibrary = library.Parse("62812345678", "ID");
        Assert.Equal(global::PhoneNumbers.PhoneNumberType.FIXED_LINE, library.GetNumberType(asLibrary));
        Assert.Equal(62812345678UL, asLibrary.NationalNumber);

        var number = PhoneNumberReader.Read("62812345678");
        Assert.Equal(("62812345678", NumberKind.Mobile), (number.Recipient, number.Kind));
    }

    [Theory]
    [InlineData("021-5551234", "62215551234")]
    [InlineData("+62 21 5551 2345", "622155512345")]
    [InlineData("622155512345", "622155512345")]
    [InlineData("62 (0)274 512345", "62274512345")]
    public void A_landline_is_valid_with_a_warning(string input, string recipient)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal(
            (true, recipient, NumberKind.Landline, null, null),
            (number.IsValid, number.Recipient, number.Kind, number.Carrier, number.Reason)
        );
        Assert.Contains("+" + recipient, number.Advice, StringComparison.Ordinal);
        Assert.Contains("landline", number.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0800 123456")]
    [InlineData("+62 1500 888")]
    public void A_service_number_is_neither_mobile_nor_landline_and_has_a_warning(string input)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal((true, NumberKind.Other), (number.IsValid, number.Kind));
        Assert.Contains("service number", number.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+6591234567", "6591234567", NumberKind.Mobile)]
    [InlineData("0065 9123 4567", "6591234567", NumberKind.Mobile)]
    [InlineData("wa.me/6591234567", "6591234567", NumberKind.Mobile)]
    [InlineData("6591234567@c.us", "6591234567", NumberKind.Mobile)]
    [InlineData("+44 (0) 20 7946 0958", "442079460958", NumberKind.Landline)]
    [InlineData("+1 (202) 555-0123", "12025550123", NumberKind.Other)]
    [InlineData("+81234567890", "81234567890", NumberKind.Landline)]
    [InlineData("81234567890@c.us", "81234567890", NumberKind.Landline)]
    public void A_foreign_number_is_identified_and_refused(string input, string digits, NumberKind kind)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal(
            (false, null, "+" + digits, kind, NumberReason.ForeignNumber),
            (number.IsValid, number.Recipient, number.E164, number.Kind, number.Reason)
        );
        Assert.Contains($"+{digits} is a valid foreign number", number.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("91234567", "SG", "6591234567")]
    [InlineData("6591234567", "sg", "6591234567")]
    [InlineData("012-345 6789", "MY", "60123456789")]
    [InlineData("60123456789", "MY", "60123456789")]
    [InlineData("(202) 555-0123", "US", "12025550123")]
    [InlineData("011 62 812 3456 7890", "US", "6281234567890")]
    [InlineData("+62 0812 3456 7890", "SG", "6281234567890")]
    [InlineData("0062 812 3456 7890", "SG", "6281234567890")]
    [InlineData("081234567890", "id", "6281234567890")]
    public void Numbers_without_a_country_code_belong_to_the_region(string input, string region, string digits) =>
        Assert.Equal("+" + digits, PhoneNumberReader.Read(input, region).E164);

    [Theory]
    [InlineData("")]
    [InlineData("I")]
    [InlineData("XX")]
    [InlineData("IDN")]
    [InlineData("62")]
    public void An_unknown_region_is_refused(string region)
    {
        Assert.False(PhoneRegion.IsKnown(region));
        var exception = Assert.Throws<ArgumentException>(() => PhoneNumberReader.Read("081234567890", region));
        Assert.Contains($"'{region}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID")]
    [InlineData("id")]
    [InlineData("SG")]
    [InlineData("my")]
    public void A_region_is_accepted_in_any_case(string region) => Assert.True(PhoneRegion.IsKnown(region));
}
