namespace Kirimy.Client.PhoneNumbers;

/// <summary>Rules for Indonesian mobiles, which need no numbering plan, so a run with only these never loads libphonenumber.</summary>
internal static class IndonesianNumber
{
    public const string CountryCode = "62";
    internal const int MinMobileDigits = 9;
    internal const int MaxMobileDigits = 12;

    internal static bool IsE164(string e164) => e164.StartsWith("+" + CountryCode, StringComparison.Ordinal);

    /// <summary>
    /// Whether digits after the country code begin like a mobile. The numbering plan's whole rule is <c>8[1-35-9]</c> and 7 to 10
    /// more digits (libphonenumber's metadata for ID; a test compares the two).
    /// </summary>
    internal static bool BeginsAsMobile(string national) =>
        national.Length >= 2 && national[0] == '8' && national[1] is (>= '1' and <= '3') or (>= '5' and <= '9');

    internal static bool IsMobile(string national) =>
        national.Length is >= MinMobileDigits and <= MaxMobileDigits && BeginsAsMobile(national);

    /// <summary>
    /// The network that first had a mobile, by the three digits after the country code. A copy of libphonenumber's carrier map, so a mobile
    /// can be read without loading the library. A test compares the two.
    /// </summary>
    internal static string? CarrierOf(string national) =>
        national.Substring(0, 3) switch
        {
            "811" or "812" or "813" or "821" or "822" or "823" or "852" or "853" => "Telkomsel",
            // Also by.U, Telkomsel's digital brand. Versions of the map before 2017 lacked it.
            "851" => "Telkomsel",
            "814" or "815" or "816" or "855" or "856" or "857" or "858" or "895" or "896" or "897" or "898" or "899" =>
                "Indosat Ooredoo Hutchison",
            "817" or "818" or "819" or "859" or "877" or "878" or "879" => "XL",
            "831" or "832" or "833" or "838" => "AXIS",
            "881" or "882" or "883" or "887" or "888" or "889" => "Smartfren",
            _ => null,
        };
}
