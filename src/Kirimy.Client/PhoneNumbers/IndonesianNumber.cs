namespace Kirimy.Client.PhoneNumbers;

/// <summary>The rules for Indonesian mobiles, which need no numbering plan: a run that sends only to these never loads libphonenumber.</summary>
public static class IndonesianNumber
{
    /// <summary>Indonesia's country code.</summary>
    public const string CountryCode = "62";

    /// <summary>The fewest digits of a mobile after the country code.</summary>
    internal const int MinMobileDigits = 9;

    /// <summary>The most digits of a mobile after the country code.</summary>
    internal const int MaxMobileDigits = 12;

    /// <summary>Whether a number in E.164 is Indonesian. The service sends to no others.</summary>
    internal static bool IsE164(string e164) => e164.StartsWith("+" + CountryCode, StringComparison.Ordinal);

    /// <summary>
    /// Whether digits after the country code begin like a mobile. The numbering plan's whole rule is <c>8[1-35-9]</c> and 7 to 10
    /// more digits (libphonenumber's metadata for ID; a test holds the two equal).
    /// </summary>
    internal static bool BeginsAsMobile(ReadOnlySpan<char> national) =>
        national.Length >= 2 && national[0] == '8' && national[1] is (>= '1' and <= '3') or (>= '5' and <= '9');

    /// <summary>Whether digits after the country code are a mobile.</summary>
    internal static bool IsMobile(ReadOnlySpan<char> national) =>
        national.Length is >= MinMobileDigits and <= MaxMobileDigits && BeginsAsMobile(national);

    /// <summary>The mobile with these digits after the country code.</summary>
    internal static NumberReading Mobile(ReadOnlySpan<char> national)
    {
        Span<char> e164 = stackalloc char[3 + MaxMobileDigits];
        "+62".AsSpan().CopyTo(e164);
        national.CopyTo(e164[3..]);
        return new NumberReading(e164[..(3 + national.Length)].ToString(), NumberKind.Mobile, IndonesianCarrier.Of(national));
    }
}
