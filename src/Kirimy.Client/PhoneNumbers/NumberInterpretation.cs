namespace Kirimy.Client.PhoneNumbers;

/// <summary>Decides which country a written number belongs to, and validates it by that country's numbering plan.</summary>
internal static class NumberInterpretation
{
    public static NumberReading Of(WrittenNumber written, string region)
    {
        if (written.Refusal is { } refusal)
        {
            return refusal;
        }

        if (written.Several is { } several)
        {
            return OfSeveral(several, written.Mark, region);
        }

        var reading = Read(written, region);
        if (written.Alternatives?.Any(text => IsAnotherNumber(text, reading, region)) == true)
        {
            return Refusal.Ambiguous(Text.NumberAdvice_OtherDigits);
        }

        return reading.Refusal?.Reason == NumberReason.TooLong && written.CouldBeTwo ? Refusal.SeveralNumbers : reading;
    }

    /// <summary>Accepts one number that is written more than once; refuses different numbers, and a number with other digits.</summary>
    private static NumberReading OfSeveral(IReadOnlyList<string> texts, CountryCodeMark mark, string region)
    {
        NumberReading? first = null;
        foreach (var text in texts)
        {
            var reading = Of(NumberSpelling.Parse(text, mark), region);
            if (!reading.IsNumber || (first is { } other && other.E164 != reading.E164))
            {
                return Refusal.SeveralNumbers;
            }

            first ??= reading;
        }

        return first!.Value;
    }

    private static bool IsAnotherNumber(string text, NumberReading reading, string region) =>
        Of(NumberSpelling.Parse(text, CountryCodeMark.None), region) is { IsNumber: true } other && other.E164 != reading.E164;

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
            return MayBeMobile(behind, region) ? Refusal.Ambiguous(Text.NumberAdvice_DoubleZero, behind) : WithCountryCode(behind);
        }

        if (written.Mark == CountryCodeMark.Link && digits[0] != '0')
        {
            return MayBeMobile(digits, region)
                ? Refusal.Ambiguous(Text.NumberAdvice_LinkWithoutCountryCode, digits)
                : WithCountryCode(digits);
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
            return new Refusal(NumberReason.InvalidCountryCode, Text.NumberAdvice_CountryCodeZero);
        }

        return NumberingPlan.Read("+" + digits);
    }

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

        if (IndonesianNumber.BeginsAsMobile(digits))
        {
            var mobile = Mobile(digits);
            return mobile.IsNumber ? mobile : Foreign(digits) ?? mobile;
        }

        if (digits.Length < NumberSpelling.MinDigits)
        {
            return Refusal.TooShort;
        }

        if (digits.Length > NumberingPlan.MaxDigits)
        {
            return Refusal.TooLong;
        }

        return Foreign(digits) ?? Refusal.Ambiguous(Text.NumberAdvice_NoTrunkZero, digits);
    }

    private static NumberReading InRegion(string digits, string region)
    {
        var reading = NumberingPlan.ReadNational(digits, region, out var national);
        if (national is not null)
        {
            return Indonesian(national);
        }

        if (!reading.IsNumber)
        {
            return Foreign(digits) ?? reading;
        }

        // Some national numbers begin with their country's code, and the rest is another number of that country.
        return
            NumberingPlan.BeginsWithCountryCode(digits, region)
            && NumberingPlan.Read("+" + digits) is { IsNumber: true } other
            && other.E164 != reading.E164
            ? Refusal.Ambiguous(Text.NumberAdvice_PlusMissing, digits)
            : reading;
    }

    /// <summary>Null if the digits wouldn't be a number with a plus before them.</summary>
    private static NumberReading? Foreign(string digits) =>
        digits[0] != '0' && NumberingPlan.Read("+" + digits).IsNumber ? Refusal.Ambiguous(Text.NumberAdvice_PlusMissing, digits) : null;

    private static NumberReading Indonesian(string national)
    {
        // The zero after the country code in +62 (0) 812 is the leading zero of the national form.
        if (national.Length > 0 && national[0] == '0')
        {
            national = national[1..];
        }

        if (IndonesianNumber.BeginsAsMobile(national))
        {
            return Mobile(national);
        }

        // The library would remove a second zero, which may be a mistyped digit.
        if (national.Length > 0 && national[0] == '0')
        {
            return Refusal.NotInNumberingPlan;
        }

        // In the numbering plan, the shortest of these are landlines of the area 0628. A country code that was written twice is far
        // likelier, but neither is certain.
        return
            national.StartsWith(IndonesianNumber.CountryCode, StringComparison.Ordinal)
            && IndonesianNumber.IsMobile(national[2..].TrimStart('0'))
            ? Refusal.Ambiguous(Text.NumberAdvice_CountryCodeTwice, national)
            : NumberingPlan.ReadIndonesian(national);
    }

    private static NumberReading Mobile(string national)
    {
        if (national.Length < IndonesianNumber.MinMobileDigits)
        {
            return Refusal.TooShort;
        }

        return national.Length > IndonesianNumber.MaxMobileDigits
            ? Refusal.TooLong
            : new NumberReading("+62" + national, NumberKind.Mobile, IndonesianNumber.CarrierOf(national));
    }

    private static bool MayBeMobile(string digits, string region) => PhoneRegion.IsIndonesia(region) && IndonesianNumber.IsMobile(digits);
}
