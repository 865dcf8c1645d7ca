using CsCheck;
using Kirimy.Client.Reports;

namespace Kirimy.Client.Tests.Reports;

public sealed class NumberMaskTests
{
    [Theory]
    [InlineData("6281234565678", "62812•••5678")]
    [InlineData("62812345678", "6281•••678")]
    [InlineData("12345", "1•••")]
    [InlineData("1234", "•••")]
    [InlineData("", "•••")]
    [InlineData("62812•••5678", "62812•••5678")]
    [InlineData("0812O3456789", "0812•••6789")]
    [InlineData("😀😀😀😀😀", "•••")]
    public void A_masked_number_keeps_its_first_and_last_digits(string number, string expected) =>
        Assert.Equal(expected, NumberMask.Of(number));

    [Fact]
    public void At_least_four_characters_stay_masked() =>
        Gen.String[Gen.Char['0', '9'], 0, 20]
            .Check(
                number =>
                {
                    var shown = NumberMask.Of(number).Replace("•••", "", StringComparison.Ordinal);
                    Assert.InRange(shown.Length, 0, Math.Min(Math.Max(number.Length - 4, 0), 9));
                },
                iterations: 1_000,
                seed: "0000KirimyR1"
            );

    [Theory]
    [InlineData("Halo, 6281234565678!", "Halo, 62812•••5678!")]
    [InlineData("wa 0812-3456-5678, ya", "wa 0812•••5678, ya")]
    [InlineData("+62 (812) 3456 5678", "+62812•••5678")]
    [InlineData("true_6281234565678@c.us_3EB0", "true_62812•••5678@c.us_3EB0")]
    [InlineData("０８１２３４５６５６７８", "0812•••5678")]
    [InlineData("Invoice 20260817001 of 2026-08-17", "Invoice 20260817001 of 2026-08-17")]
    [InlineData("6281398765432 is somebody else", "6281398765432 is somebody else")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Only_the_recipient_is_masked_in_a_text_in_any_spelling(string? text, string? expected) =>
        Assert.Equal(expected, new NumberMask("6281234565678").Hide(text));

    [Theory]
    [InlineData("+6281398765432: no such number", "+62813•••5432: no such number")]
    [InlineData("The message was sent at 2026-08-17 10:00:00", "The message was sent at 2026-08-17 10:00:00")]
    [InlineData("4096 units, not 1234567", "4096 units, not 1234567")]
    public void Every_long_number_is_masked_in_an_explanation(string text, string expected) =>
        Assert.Equal(expected, NumberMask.HideAll(text));

    [Fact]
    public void Text_that_is_not_a_number_is_masked_literally()
    {
        Assert.Equal("'0812•••6789' has a letter", new NumberMask("0812O3456789").Hide("'0812O3456789' has a letter"));
        Assert.Equal("0 of 10", new NumberMask("0").Hide("0 of 10"));
        Assert.Equal("0 of 10", new NumberMask(recipient: null).Hide("0 of 10"));
    }

    [Fact]
    public void A_row_never_shows_the_full_number()
    {
        const string Number = "6281234565678";
        var row = new ReportRow
        {
            Recipient = Number,
            Message = "to " + Number,
            MessageId = Number + "@c.us",
            ErrorMessage = "not " + Number,
            BatchId = "b-" + Number,
            MessageKey = Number,
        }.Masked();
        Assert.DoesNotContain(Number, row.ToString(), StringComparison.Ordinal);
    }
}
