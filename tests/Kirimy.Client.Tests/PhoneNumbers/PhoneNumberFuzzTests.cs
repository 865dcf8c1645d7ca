using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed partial class PhoneNumberFuzzTests
{
    /// <summary>Fragments that the rules look for, so that random texts reach every rule.</summary>
    private static readonly string[] Pieces =
    [
        "0",
        "00",
        "62",
        "+62",
        "8",
        "81",
        "812",
        "3456",
        "7890",
        "65",
        "+65",
        "1",
        "21",
        "999",
        " ",
        "-",
        ".",
        ",",
        ";",
        "/",
        "\n",
        "(",
        ")",
        "+",
        "(0)",
        "x",
        "xx",
        "X12",
        "ext",
        "#",
        "*",
        "?",
        "E+12",
        "e",
        ".0",
        ",00",
        ".000",
        "=\"",
        "\"",
        "'",
        "@c.us",
        "@g.us",
        "@s.whatsapp.net",
        ":12",
        "_1",
        "tel:",
        ";ext=",
        "wa.me/",
        "https://",
        "api.whatsapp.com/send?phone=",
        "whatsapp://send",
        "&",
        "%",
        "%2B",
        "?text=",
        "atau",
        "dan",
        "O",
        "Budi",
        " Budi ",
        "WA: ",
        " 2 pcs",
        " ::: ",
        "\U0001F4F1",
        "\u00A0",
        "\u200B",
        "\u202E",
        "\uFEFF",
        "\uFF10",
        "\u0668",
        "\uD83D",
        "\uDCDE",
        "\U0001D7CE",
        "\u20E3",
        "\u2026",
        "\0",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.OneOf(Pieces).Array[0, 12].Select(string.Concat),
        Gen.Char.Array[0, 30].Select(c => new string(c)),
        Gen.Char['!', '~'].Array[0, 30].Select(c => new string(c)),
        Gen.Char['0', '9'].Array[0, 20].Select(c => new string(c))
    );

    private static readonly Gen<string> AnyRegion = Gen.OneOf("ID", "ID", "ID", "SG", "US", "DE", "IT", "id");

    [Fact]
    public void Any_text_has_a_number_or_a_reason() =>
        Gen.Select(AnyText, AnyRegion)
            .Check(
                (input, region) =>
                {
                    var number = PhoneNumberReader.Read(input, region);
                    Assert.Same(input, number.Input);
                    if (number.IsValid)
                    {
                        Assert.Matches(Recipient(), number.Recipient);
                        Assert.Equal("+" + number.Recipient, number.E164);
                        Assert.Null(number.Reason);
                    }
                    else
                    {
                        Assert.NotNull(number.Reason);
                        Assert.False(string.IsNullOrEmpty(number.Advice));
                        Assert.Null(number.Recipient);
                        Assert.Equal(number.Reason == NumberReason.ForeignNumber, number.E164 is not null);
                    }
                },
                iterations: 100_000,
                seed: "0000KirimyN2"
            );

    [Fact]
    public void A_valid_number_is_read_as_the_same_number_from_its_own_output() =>
        AnyText.Check(
            input =>
            {
                if (PhoneNumberReader.Read(input) is { E164: not null } number)
                {
                    Assert.Equal(number.E164, PhoneNumberReader.Read(number.E164).E164);
                    if (number.IsValid)
                    {
                        Assert.Equal(number.Recipient, PhoneNumberReader.Read(number.Recipient).Recipient);
                    }
                }
            },
            iterations: 50_000,
            seed: "0000KirimyN3"
        );

    /// <summary>No digit is added, removed or changed, except the country code and the zeros around it.</summary>
    [Fact]
    public void An_Indonesian_number_ends_with_the_written_digits() =>
        Gen.OneOf("0", "1", "62", "+62", "8", "812", "3456", "7890", " ", "-", ".", "(", ")", "+", "(0)", "x", "/", ",")
            .Array[1, 10]
            .Select(string.Concat)
            .Check(
                input =>
                {
                    var number = PhoneNumberReader.Read(input);
                    if (number.IsValid && !FractionOfZeros().IsMatch(input))
                    {
                        var written = NotDigits().Replace(input, string.Empty);
                        // The same number may be there more than once.
                        Assert.Matches($"^(?:(?:(?:00)?620?|0)?{number.Recipient![2..]})+$", written);
                    }
                },
                iterations: 50_000,
                seed: "0000KirimyN4"
            );

    [Fact]
    public void A_text_of_a_million_characters_takes_linear_time()
    {
        string[] units = ["0", "1 ", "x ", "0812345678 / ", "8 . , ", "e", "'", "\uD83D", "+", "ext", "@c.us", "wa.me/", "%", "-"];
        foreach (var unit in units)
        {
            var text = new StringBuilder().Insert(0, unit, 1_000_000 / unit.Length).ToString();
            Assert.False(PhoneNumberReader.Read(text).IsValid);
            Assert.False(PhoneNumberReader.Read("08123" + text + "x").IsValid);
        }
    }

    [GeneratedRegex("^[0-9]{6,15}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Recipient();

    [GeneratedRegex("[^0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotDigits();

    [GeneratedRegex("[.,]0{1,2}[^0-9]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FractionOfZeros();
}
