using System.Runtime.CompilerServices;
using PhoneNumbers;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Adapter of libphonenumber, which has the world's numbering plans. The library takes 120 to 220 ms to load, so it is loaded only for a
/// number that isn't an Indonesian mobile or for another region. No method is inlined, because compiling the caller would then load it.
/// </summary>
internal static class NumberingPlan
{
    public static IEnumerable<string> Regions => Plans.GetSupportedRegions().OrderBy(static r => r, StringComparer.Ordinal);

    /// <summary>ITU-T E.164, with the country code.</summary>
    public const int MaxDigits = 15;

    private const int Indonesia = 62;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool HasRegion(string region) => Plans.GetCountryCodeForRegion(region) != 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool BeginsWithCountryCode(string digits, string region) =>
        digits.StartsWith(Plans.GetCountryCodeForRegion(region).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NumberReading Read(string e164)
    {
        try
        {
            return Validate(Plans.Parse(e164, defaultRegion: null));
        }
        catch (NumberParseException exception)
        {
            return Refused(exception.ErrorType);
        }
    }

    /// <summary>Reads a number as it is dialed inside a country. For a number of Indonesia, returns the digits after 62 instead.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NumberReading ReadNational(string digits, string region, out string? indonesian)
    {
        indonesian = null;
        try
        {
            var number = Plans.Parse(digits, region);
            if (number.CountryCode == Indonesia)
            {
                indonesian = Plans.GetNationalSignificantNumber(number);
                return default;
            }

            return Validate(number);
        }
        catch (NumberParseException exception)
        {
            return Refused(exception.ErrorType);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NumberReading ReadIndonesian(string national)
    {
        if (national.Length < 2)
        {
            return Refusal.TooShort;
        }

        return national.Length + 2 > MaxDigits ? Refusal.TooLong : Read("+62" + national);
    }

    private static PhoneNumberUtil Plans => PhoneNumberUtil.GetInstance();

    private static NumberReading Validate(PhoneNumber number)
    {
        var e164 = Plans.Format(number, PhoneNumberFormat.E164);
        if (e164.Length - 1 > MaxDigits)
        {
            return Refusal.TooLong;
        }

        if (Plans.IsValidNumber(number))
        {
            return new NumberReading(e164, KindOf(number), CarrierOf(number));
        }

        return Plans.IsPossibleNumberForTypeWithReason(number, LikelyType(number)) switch
        {
            PhoneNumberUtil.ValidationResult.TOO_SHORT or PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => Refusal.TooShort,
            PhoneNumberUtil.ValidationResult.TOO_LONG => Refusal.TooLong,
            _ => Refusal.NotInNumberingPlan,
        };
    }

    /// <summary>
    /// The type for the lengths. Indonesia's special numbers have up to 17 digits, so hardly any number would be too long.
    /// </summary>
    private static PhoneNumberType LikelyType(PhoneNumber number) =>
        number.CountryCode == Indonesia && Plans.GetNationalSignificantNumber(number)[0] is (>= '2' and <= '7') or '9'
            ? PhoneNumberType.FIXED_LINE
            : PhoneNumberType.UNKNOWN;

    private static NumberKind KindOf(PhoneNumber number) =>
        Plans.GetNumberType(number) switch
        {
            PhoneNumberType.MOBILE => NumberKind.Mobile,
            PhoneNumberType.FIXED_LINE => NumberKind.Landline,
            _ => NumberKind.Other,
        };

    private static string? CarrierOf(PhoneNumber number)
    {
        var name = PhoneNumberToCarrierMapper.GetInstance().GetNameForNumber(number, Locale.English);
        return string.IsNullOrEmpty(name) ? null : name;
    }

    private static NumberReading Refused(ErrorType error) =>
        error switch
        {
            ErrorType.INVALID_COUNTRY_CODE => new Refusal(NumberReason.InvalidCountryCode, Text.NumberAdvice_CountryCodeUnknown),
            ErrorType.TOO_LONG => Refusal.TooLong,
            _ => Refusal.TooShort,
        };
}
