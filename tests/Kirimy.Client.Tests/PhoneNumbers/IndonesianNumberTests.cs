using System.Globalization;
using System.Text.RegularExpressions;
using Kirimy.Client.PhoneNumbers;
using PhoneNumbers;

namespace Kirimy.Client.Tests.PhoneNumbers;

/// <summary>Tests that the copied rules equal the numbering plan of libphonenumber.</summary>
public sealed class IndonesianNumberTests
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    [Fact]
    public void The_rule_for_mobiles_equals_the_numbering_plan()
    {
        var mobile = Plans.GetMetadataForRegion("ID").Mobile;
        Assert.Equal("8[1-35-9][0-9]{7,10}", mobile.NationalNumberPattern.Replace(@"\d", "[0-9]", StringComparison.Ordinal));

        var rule = new Regex($"^(?:{mobile.NationalNumberPattern})$", RegexOptions.None, TimeSpan.FromSeconds(1));
        for (var first = 0; first < 100; first++)
        {
            for (var more = 5; more <= 13; more++)
            {
                var national = first.ToString("00", CultureInfo.InvariantCulture) + new string('5', more);
                Assert.Equal(rule.IsMatch(national), IndonesianNumber.IsMobile(national));
            }
        }
    }

    [Fact]
    public void A_mobile_number_equals_the_result_of_libphonenumber()
    {
        for (var prefix = 800; prefix < 900; prefix++)
        {
            for (var more = 5; more <= 10; more++)
            {
                var e164 = $"+62{prefix}{new string('4', more)}";
                var number = Plans.Parse(e164, null);
                var isMobile = Plans.IsValidNumber(number) && Plans.GetNumberType(number) == PhoneNumberType.MOBILE;
                var read = PhoneNumberReader.Read(e164);
                Assert.Equal(isMobile, read is { IsValid: true, Kind: NumberKind.Mobile });
                Assert.Equal(Plans.IsValidNumber(number) ? e164 : null, read.E164);
            }
        }
    }

    [Fact]
    public void Carriers_equal_the_map_of_the_library_for_every_prefix_of_five_digits()
    {
        var carriers = PhoneNumberToCarrierMapper.GetInstance();
        var known = 0;
        for (var prefix = 81000; prefix < 90000; prefix++)
        {
            var national = prefix.ToString(CultureInfo.InvariantCulture) + "456789";
            if (!IndonesianNumber.IsMobile(national))
            {
                continue;
            }

            var number = new PhoneNumber.Builder()
                .SetCountryCode(62)
                .SetNationalNumber(ulong.Parse(national, CultureInfo.InvariantCulture));
            var expected = carriers.GetNameForNumber(number.Build(), Locale.English);
            Assert.Equal(expected, IndonesianNumber.CarrierOf(national) ?? string.Empty);
            known += expected.Length > 0 ? 1 : 0;
        }

        Assert.True(known > 3000, $"Only {known} prefixes have a carrier: the map was not found.");
    }

    [Theory]
    [InlineData("0812 3456 7890", "Telkomsel")]
    [InlineData("0851 5612 3456", "Telkomsel")]
    [InlineData("0857 3456 7890", "Indosat Ooredoo Hutchison")]
    [InlineData("0878 3456 7890", "XL")]
    [InlineData("0831 3456 7890", "AXIS")]
    [InlineData("0881 3456 7890", "Smartfren")]
    [InlineData("0899 3456 7890", "Indosat Ooredoo Hutchison")]
    [InlineData("0810 3456 7890", null)]
    public void A_mobile_has_its_carrier(string input, string? carrier) => Assert.Equal(carrier, PhoneNumberReader.Read(input).Carrier);

    [Fact]
    public void A_foreign_mobile_has_its_carrier_too() => Assert.Equal("SingTel", PhoneNumberReader.Read("+6591234567").Carrier);
}
