namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// The networks that Indonesian mobiles were first given to, by the three digits behind the country code: libphonenumber's carrier
/// map, copied so that a plain mobile is read without loading it. A test holds the two equal.
/// </summary>
internal static class IndonesianCarrier
{
    private const string Axis = "AXIS";
    private const string Indosat = "Indosat Ooredoo Hutchison";
    private const string Smartfren = "Smartfren";
    private const string Telkomsel = "Telkomsel";
    private const string Xl = "XL";

    /// <summary>The network of a mobile, or null where the map does not tell.</summary>
    /// <param name="national">The digits behind the country code.</param>
    public static string? Of(ReadOnlySpan<char> national) =>
        ((100 * (national[0] - '0')) + (10 * (national[1] - '0')) + (national[2] - '0')) switch
        {
            811 or 812 or 813 => Telkomsel,
            814 or 815 or 816 => Indosat,
            817 or 818 or 819 => Xl,
            821 or 822 or 823 => Telkomsel,
            831 or 832 or 833 or 838 => Axis,
            // 851 is also by.U, Telkomsel's digital brand. Versions of the map before 2017 lacked it.
            851 or 852 or 853 => Telkomsel,
            855 or 856 or 857 or 858 => Indosat,
            859 or 877 or 878 or 879 => Xl,
            881 or 882 or 883 or 887 or 888 or 889 => Smartfren,
            895 or 896 or 897 or 898 or 899 => Indosat,
            _ => null,
        };
}
