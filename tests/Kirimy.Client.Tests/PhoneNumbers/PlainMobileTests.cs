using CsCheck;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

public sealed class PlainMobileTests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[5, 12].Select(d => new string(d));

    private static readonly Gen<string> Beginning = Gen.OneOf(
        "08",
        "8",
        "628",
        "+628",
        "6208",
        "+6208",
        "+62 (0) 8",
        "62 8",
        "(08",
        "(+62) 8",
        "062",
        "00628",
        "0",
        "62",
        "+62",
        "+",
        "",
        "6262"
    );

    /// <summary>Mobiles with anything from no to strange separators.</summary>
    private static readonly Gen<string> Written = Gen.Select(
        Beginning,
        Digits,
        Gen.Select(Gen.Int[0, 20], Gen.OneOf(" ", "-", "--", "(", ")", ".", " - ", "+", ".0", ",", "\t", "\u200B", "x")).Array[0, 3],
        (beginning, digits, marks) =>
        {
            var text = beginning + digits;
            foreach (var (position, mark) in marks)
            {
                text = text.Insert(Math.Min(position, text.Length), mark);
            }

            return text;
        }
    );

    [Fact]
    public void The_short_cut_comes_to_the_same_result_as_all_the_rules()
    {
        var taken = 0;
        Written.Sample(
            input =>
            {
                if (PlainMobile.TryRead(input, out NumberResult quick))
                {
                    Interlocked.Increment(ref taken);
                    AssertSame(PhoneNumberReader.ReadWritten(input, "ID"), quick);
                    Assert.True(PlainMobile.TryRead(input, out string receive));
                    Assert.Equal(quick.Receive, receive);
                }
            },
            iter: 200_000,
            seed: "0000KirimyN1"
        );
        Assert.True(taken > 10_000, $"Only {taken} took the short cut.");
    }

    [Fact]
    public void Plain_spellings_take_the_short_cut()
    {
        string[] plain =
        [
            "081234567890",
            "0812-3456-7890",
            "0812 3456 7890",
            "(0812) 3456-7890",
            "6281234567890",
            "62 812 3456 7890",
            "62 0812 3456 7890",
            "+6281234567890",
            "+62 812-3456-7890",
            "+62 (0) 812 3456 7890",
            "81234567890",
        ];
        Assert.All(plain, input => Assert.True(PlainMobile.TryRead(input, out string _), input));
    }

    private static void AssertSame(NumberResult expected, NumberResult actual) =>
        Assert.Equal(
            (
                expected.Input,
                expected.IsValid,
                expected.Receive,
                expected.E164,
                expected.Kind,
                expected.Carrier,
                expected.Reason,
                expected.Advice
            ),
            (actual.Input, actual.IsValid, actual.Receive, actual.E164, actual.Kind, actual.Carrier, actual.Reason, actual.Advice)
        );
}
