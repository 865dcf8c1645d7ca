namespace Kirimy.Client.PhoneNumbers;

/// <summary>What is known of Indonesian numbers without asking the numbering plan.</summary>
public static class IndonesianNumber
{
    /// <summary>Indonesia's country code.</summary>
    public const string CountryCode = "62";

    /// <summary>Fewest digits of a mobile behind the country code.</summary>
    internal const int ShortestMobile = 9;

    /// <summary>Most digits of a mobile behind the country code.</summary>
    internal const int LongestMobile = 12;

    /// <summary>Whether a number is valid and Indonesian: the only ones that the service takes.</summary>
    /// <param name="number">What <see cref="PhoneNumberReader.Read"/> returned.</param>
    public static bool Is(NumberResult number) => number?.Receive?.StartsWith(CountryCode, StringComparison.Ordinal) == true;

    /// <summary>
    /// Whether digits behind the country code begin as a mobile does. The numbering plan's whole rule is <c>8[1-35-9]</c> and 7 to 10
    /// more digits (libphonenumber's metadata for ID; a test holds the two equal).
    /// </summary>
    internal static bool BeginsAsMobile(ReadOnlySpan<char> national) =>
        national.Length >= 2 && national[0] == '8' && national[1] is (>= '1' and <= '3') or (>= '5' and <= '9');

    /// <summary>Whether digits behind the country code are a mobile.</summary>
    internal static bool IsMobile(ReadOnlySpan<char> national) =>
        national.Length is >= ShortestMobile and <= LongestMobile && BeginsAsMobile(national);

    /// <summary>The mobile with these digits behind the country code.</summary>
    internal static NumberReading Mobile(ReadOnlySpan<char> national)
    {
        Span<char> e164 = stackalloc char[3 + LongestMobile];
        "+62".AsSpan().CopyTo(e164);
        national.CopyTo(e164[3..]);
        return new NumberReading(e164[..(3 + national.Length)].ToString(), NumberKind.Mobile, IndonesianCarrier.Of(national));
    }

    /// <summary>The mobile as the service takes it; the text itself, where it is written so.</summary>
    internal static string Receive(ReadOnlySpan<char> national, string written)
    {
        var length = CountryCode.Length + national.Length;
        if (written.Length == length && written[0] == CountryCode[0])
        {
            return written;
        }

        Span<char> receive = stackalloc char[CountryCode.Length + LongestMobile];
        CountryCode.AsSpan().CopyTo(receive);
        national.CopyTo(receive[CountryCode.Length..]);
        return receive[..length].ToString();
    }
}
