using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed class LabeledNumberTests
{
    private const string Number = "6281234567890";

    public static TheoryData<string> Labeled =>
        new()
        {
            "WA: 081234567890",
            "WA:081234567890",
            "wa : 0812-3456-7890",
            "WA 081234567890",
            "WA081234567890",
            "081234567890 (WA)",
            "081234567890(WA)",
            "081234567890 WA",
            "081234567890 - Budi",
            "081234567890 Budi Santoso",
            "081234567890, Budi",
            "Budi 081234567890",
            "Budi - 081234567890",
            "Budi: 0812 3456 7890",
            "Budi / 081234567890",
            "Budi (081234567890)",
            "Budi <081234567890>",
            "\"Budi\" 081234567890",
            "Budi+6281234567890",
            "Budi; 081234567890; Jakarta",
            "Bpk. H. Budi S. Kom. Santoso 081234567890",
            "I Made Budi 081234567890",
            "Bu Lili 081234567890",
            "081234567890 (XL)",
            "081234567890 a.n. Budi",
            "Ibu Siti 081234567890",
            "081234567890 (Mas Budi)",
            "HP. 081234567890",
            "HP.081234567890",
            "No. WA 081234567890",
            "No.WA: +62 812-3456-7890",
            "No HP aktif = 081234567890",
            "Telp/WA: 081234567890",
        };

    /// <summary>Prefixes that programs write, emoji and links.</summary>
    public static TheoryData<string> PrefixesAndSymbols =>
        new()
        {
            "p:+6281234567890",
            "p: 081234567890",
            "P:081234567890",
            "m: +62 812 3456 7890",
            "tel: 081234567890",
            "Tel. +62 812 3456 7890",
            "TEL;TYPE=CELL:+6281234567890",
            "sms:+6281234567890?body=Halo%202",
            "smsto:081234567890",
            "callto:+6281234567890",
            "phone:081234567890",
            "phone=6281234567890",
            "whatsapp: 081234567890",
            "WhatsApp: 81234567890",
            "wa:6281234567890",
            "WA: 812-3456-7890",
            "\U0001F4F1 081234567890",
            "\U0001F4F1081234567890",
            "\U0001F4DE 0812 3456 7890",
            "\u260E\uFE0F 081234567890",
            "\u2705 Budi 081234567890",
            "\U0001F1EE\U0001F1E9 +62 812 3456 7890",
            "081234567890 \U0001F64F",
            "\U0001F4F1 81234567890",
            "081234567890 STOP",
            "STOP 081234567890",
            "[081234567890]",
            "081234567890!",
            "WA:\n081234567890",
            "081234567890\nBudi",
            "Link WA: https://wa.me/6281234567890",
            "WA wa.me/6281234567890",
            "https://wa.me/6281234567890 (Budi)",
            "'081234567890 (Budi)",
            "6281234567890.0 (WA)",
            "0812 345 678 90 - Budi",
        };

    /// <summary>The same number twice needs no guess.</summary>
    public static TheoryData<string> WrittenTwice =>
        new()
        {
            "081234567890 / +62 812-3456-7890",
            "+6281234567890 ::: 0812-3456-7890",
            "081234567890;6281234567890",
            "081234567890\n081234567890",
            "HP 081234567890, WA 081234567890",
            "waid=6281234567890:+62 812-3456-7890",
            "081234567890 Budi 081234567890",
        };

    public static TheoryData<string, string> WithSeveralNumbersOrLetters =>
        new()
        {
            // Google Contacts joins the numbers of one label.
            { "+62 812-3456-7802 ::: 0813-3456-7803", NumberReason.SeveralNumbers },
            { "081234567890 ::: (021) 555-0123", NumberReason.SeveralNumbers },
            { "WA 081234567890, HP 081398765432", NumberReason.SeveralNumbers },
            { "Budi 081234567890 Ani 081398765432", NumberReason.SeveralNumbers },
            { "081234567890 Budi, 081398765432 Ani", NumberReason.SeveralNumbers },
            { "081234567890 \U0001F4DE 081398765432", NumberReason.SeveralNumbers },
            { "081234567890 or +6591234567", NumberReason.SeveralNumbers },
            { "(021) 5551234 / 35", NumberReason.SeveralNumbers },
            { "RT 05/RW 02 081234567890", NumberReason.SeveralNumbers },
            { "081234567890 / 081234567890 / 081234567890 / 081234567890 / 081234567890", NumberReason.SeveralNumbers },
            // A letter in place of a digit.
            { "0812O3456789", NumberReason.Letters },
            { "WA 0812O3456789", NumberReason.Letters },
            { "0812 O 3456789", NumberReason.Letters },
            { "0812 3456 OO90", NumberReason.Letters },
            { "O81234567890", NumberReason.Letters },
            { "08123456789O", NumberReason.Letters },
            { "0812345678 O", NumberReason.Letters },
            { "0812345678 (O)", NumberReason.Letters },
            { "l 81234567890", NumberReason.Letters },
            { "0812345678\u043E", NumberReason.Letters },
            { "0812345 OOOO", NumberReason.Letters },
            { "081234567890xl", NumberReason.Letters },
            { "p081234567890", NumberReason.Letters },
            { "0812345678xx Budi", NumberReason.Letters },
            { "0812345678 xx Budi", NumberReason.Letters },
            { "081234567890Budi", NumberReason.Letters },
            { "Budi081234567890", NumberReason.Letters },
            { "0812-345-678-ABC", NumberReason.Letters },
            { "1-800-FLOWERS", NumberReason.Letters },
            { "Blok B2 081234567890", NumberReason.Letters },
            { "081234567890 2pcs", NumberReason.Letters },
            { "Budi S 081234567890", NumberReason.Letters },
        };

    public static TheoryData<string, string> WithOtherDigitsOrMeaning =>
        new()
        {
            // Digits that belong to something else.
            { "081234567890 2 pcs", NumberReason.Ambiguous },
            { "0812 3456 789 100 pcs", NumberReason.Ambiguous },
            { "RT 05 081234567890", NumberReason.Ambiguous },
            { "Kelas 8 81234567890", NumberReason.Ambiguous },
            { "No. 12 081234567890", NumberReason.Ambiguous },
            { "Lt 8-81234567890 WA", NumberReason.Ambiguous },
            { "RT 05 RW 02 081234567890", NumberReason.Ambiguous },
            { "081234567890 umur 25", NumberReason.Ambiguous },
            // Another kind of number, or another person's.
            { "Fax: 021-5551234", NumberReason.Ambiguous },
            { "Rek. 081234567890", NumberReason.Ambiguous },
            { "Rp 81.234.567.890", NumberReason.Ambiguous },
            { "NIK 081234567890", NumberReason.Ambiguous },
            { "081234567890 (nomor lama)", NumberReason.Ambiguous },
            { "bukan 081234567890", NumberReason.Ambiguous },
            { "081234567890 (istri)", NumberReason.Ambiguous },
            { "081234567890 punya suami", NumberReason.Ambiguous },
            { "sales: 081234567890", NumberReason.Ambiguous },
            { "081234567890 (ortu)", NumberReason.Ambiguous },
            { "emergency 081234567890", NumberReason.Ambiguous },
            { "081234567890 (Dad)", NumberReason.Ambiguous },
            { "BCA 081234567890", NumberReason.Ambiguous },
            { "0812 3456 7890 (almarhum)", NumberReason.Ambiguous },
            { "Order 8123456789", NumberReason.Ambiguous },
            { "Budi 81234567890", NumberReason.Ambiguous },
            { "62812345678.0 WA 1", NumberReason.Ambiguous },
            { "Pesanan Anda sedang dibawa kurir kami, hubungi Budi 081234567890 ya", NumberReason.Ambiguous },
            { "Halo, paket Anda sudah ada di rumah Budi Santoso, 081234567890", NumberReason.NoNumber },
            // Extensions.
            { "021-5551234 psw. 12", NumberReason.Extension },
            { "021-5551234 ext 12 (Budi)", NumberReason.Extension },
            { "WA 081234567890 x12", NumberReason.Extension },
        };

    public static TheoryData<string, string> WithOtherCharacters =>
        new()
        {
            // Characters that could mask or change a digit.
            { "0812345678 * Budi", NumberReason.UnexpectedCharacters },
            { "0812345678? (Budi)", NumberReason.UnexpectedCharacters },
            { "0812345678\u2B55", NumberReason.UnexpectedCharacters },
            { "0812345678\uFFFD", NumberReason.UnexpectedCharacters },
            { "0812345678\u00B0", NumberReason.UnexpectedCharacters },
            { "\U0001F51F812345678", NumberReason.UnexpectedCharacters },
            { "0812345678\u2460", NumberReason.UnexpectedCharacters },
            { "0812\U0001F4F134567890", NumberReason.UnexpectedCharacters },
            { "12:30 081234567890", NumberReason.UnexpectedCharacters },
            { "WA + 081234567890", NumberReason.UnexpectedCharacters },
            { "#1 081234567890", NumberReason.UnexpectedCharacters },
            { "081234567890 @budi", NumberReason.UnexpectedCharacters },
            { "Budi -6281234567890 $", NumberReason.UnexpectedCharacters },
            // A label around something that isn't a number.
            { "WA 0812", NumberReason.TooShort },
            { "WA: -", NumberReason.NoNumber },
            { "WA 08123456789012", NumberReason.TooLong },
            { "Budi https://example.com/081234567890", NumberReason.NoNumber },
            { "bukan https://wa.me/6281234567890", NumberReason.Ambiguous },
            { "Singapura +65 9123 4567", NumberReason.ForeignNumber },
            { "Budi +6591234567 / 006591234567", NumberReason.ForeignNumber },
        };

    [Theory]
    [MemberData(nameof(Labeled))]
    [MemberData(nameof(PrefixesAndSymbols))]
    [MemberData(nameof(WrittenTwice))]
    public void A_number_is_read_beside_any_label(string input)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal((true, Number, null, null), (number.IsValid, number.Recipient, number.Reason, number.Advice));
    }

    [Theory]
    [MemberData(nameof(WithSeveralNumbersOrLetters))]
    [MemberData(nameof(WithOtherDigitsOrMeaning))]
    [MemberData(nameof(WithOtherCharacters))]
    public void An_ambiguous_text_is_refused(string input, string reason)
    {
        var number = PhoneNumberReader.Read(input);
        Assert.Equal((false, null, reason), (number.IsValid, number.Recipient, number.Reason));
        Assert.False(string.IsNullOrWhiteSpace(number.Advice));
    }

    [Theory]
    [InlineData("0812O3456789", true)]
    [InlineData("0812 O 3456789", true)]
    [InlineData("08l234567890", true)]
    [InlineData("08123456789O", false)]
    [InlineData("Budi081234567890", false)]
    [InlineData("081234567890 2 pcs", false)]
    [InlineData("1-800-FLOWERS", false)]
    public void The_letter_O_is_mentioned_only_between_digits(string input, bool isMentioned) =>
        Assert.Equal(isMentioned, PhoneNumberReader.Read(input).Advice!.Contains("letter O", StringComparison.Ordinal));

    [Theory]
    [InlineData("Rek. 081234567890", "'rek'")]
    [InlineData("Budi081234567890", "'Budi'")]
    [InlineData("0812345678? (Budi)", "'?'")]
    public void The_advice_names_the_invalid_part(string input, string part) =>
        Assert.Contains(part, PhoneNumberReader.Read(input).Advice, StringComparison.Ordinal);
}
