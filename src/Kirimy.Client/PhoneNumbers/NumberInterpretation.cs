namespace Kirimy.Client.PhoneNumbers;

/// <summary>Decides of which country a written number is, and has it judged by that country's numbering plan.</summary>
internal static class NumberInterpretation
{
    /// <summary>Fewest digits, the country code included, that any number has.</summary>
    private const int FewestDigits = 7;

    public static NumberReading Of(WrittenNumber written, string region)
    {
        var reading = Read(written, region);
        return reading.Reason == NumberReason.TooLong && written.CouldBeTwo
            ? new NumberReading(new Refusal(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers))
            : reading;
    }

    private static NumberReading Read(WrittenNumber written, string region)
    {
        var digits = written.Digits;
        if (written.Mark == CountryCodeMark.Certain)
        {
            return WithCountryCode(digits);
        }

        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            var behind = digits[2..];
            return MayBeMobile(behind, region) ? Unclear(Text.NumberAdvice_DoubleZero, behind) : WithCountryCode(behind);
        }

        if (written.Mark == CountryCodeMark.Link && digits[0] != '0')
        {
            return MayBeMobile(digits, region) ? Unclear(Text.NumberAdvice_LinkWithoutCountryCode, digits) : WithCountryCode(digits);
        }

        return PhoneRegion.IsIndonesia(region) ? InIndonesia(digits) : InRegion(digits, region);
    }

    private static NumberReading WithCountryCode(string digits)
    {
        if (digits.StartsWith(IndonesianNumber.CountryCode, StringComparison.Ordinal))
        {
            return Indonesian(digits[2..]);
        }

        if (digits.Length > 0 && digits[0] == '0')
        {
            return new NumberReading(new Refusal(NumberReason.InvalidCountryCode, Text.NumberAdvice_CountryCodeZero));
        }

        return NumberingPlan.Read("+" + digits);
    }

    /// <summary>Digits without a plus or 00, in a list of Indonesian numbers.</summary>
    private static NumberReading InIndonesia(string digits)
    {
        if (digits[0] == '0')
        {
            return Indonesian(digits[1..]);
        }

        if (digits.StartsWith(IndonesianNumber.CountryCode, StringComparison.Ordinal))
        {
            return Indonesian(digits[2..]);
        }

        if (IndonesianNumber.BeginsAsMobile(digits.AsSpan()))
        {
            var mobile = Mobile(digits);
            return mobile.IsValid ? mobile : Foreign(digits) ?? mobile;
        }

        if (digits.Length < FewestDigits)
        {
            return new NumberReading(new Refusal(NumberReason.TooShort, Text.NumberAdvice_TooShort));
        }

        if (digits.Length > NumberingPlan.MostDigits)
        {
            return new NumberReading(new Refusal(NumberReason.TooLong, Text.NumberAdvice_TooLong));
        }

        return Foreign(digits) ?? Unclear(Text.NumberAdvice_NoTrunkZero, digits);
    }

    /// <summary>Digits without a plus or 00, in a list of another country's numbers.</summary>
    private static NumberReading InRegion(string digits, string region)
    {
        var reading = NumberingPlan.ReadNational(digits, region, out var national);
        if (national is not null)
        {
            return Indonesian(national);
        }

        if (!reading.IsValid)
        {
            return Foreign(digits) ?? reading;
        }

        // The first digits of some national numbers are also the country's code, and the rest is another number of it.
        return
            NumberingPlan.BeginsWithCountryCode(digits, region)
            && NumberingPlan.Read("+" + digits) is { IsValid: true } other
            && other.E164 != reading.E164
            ? Unclear(Text.NumberAdvice_PlusMissing, digits)
            : reading;
    }

    /// <summary>The refusal of digits that would be a number if a plus stood before them; null when they would be none.</summary>
    private static NumberReading? Foreign(string digits) =>
        digits[0] != '0' && NumberingPlan.Read("+" + digits).IsValid ? Unclear(Text.NumberAdvice_PlusMissing, digits) : null;

    /// <summary>A number of Indonesia: the digits behind the country code or the leading zero.</summary>
    private static NumberReading Indonesian(string national)
    {
        // A zero that stands behind the country code, as in +62 (0) 812, is the leading one written along.
        if (national.Length > 0 && national[0] == '0')
        {
            national = national[1..];
        }

        if (IndonesianNumber.BeginsAsMobile(national.AsSpan()))
        {
            return Mobile(national);
        }

        // The library would drop another zero; nobody knows which digit that one should have been.
        if (national.Length > 0 && national[0] == '0')
        {
            return new NumberReading(new Refusal(NumberReason.NotInNumberingPlan, Text.NumberAdvice_NotInNumberingPlan));
        }

        // To the numbering plan the shortest of these are landlines of the area 0628. A country code put before numbers that had
        // one is far likelier, and neither is certain.
        return
            national.StartsWith(IndonesianNumber.CountryCode, StringComparison.Ordinal)
            && IndonesianNumber.IsMobile(national.AsSpan(2).TrimStart('0'))
            ? Unclear(Text.NumberAdvice_CountryCodeTwice, national)
            : NumberingPlan.ReadIndonesian(national);
    }

    private static NumberReading Mobile(string national)
    {
        if (national.Length < IndonesianNumber.ShortestMobile)
        {
            return new NumberReading(new Refusal(NumberReason.TooShort, Text.NumberAdvice_TooShort));
        }

        return national.Length > IndonesianNumber.LongestMobile
            ? new NumberReading(new Refusal(NumberReason.TooLong, Text.NumberAdvice_TooLong))
            : IndonesianNumber.Mobile(national.AsSpan());
    }

    private static bool MayBeMobile(string digits, string region) =>
        PhoneRegion.IsIndonesia(region) && IndonesianNumber.IsMobile(digits.AsSpan());

    private static NumberReading Unclear(string sentence, string digits) => new(new Refusal(NumberReason.Ambiguous, sentence, digits));
}
