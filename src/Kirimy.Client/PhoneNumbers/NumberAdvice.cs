using System.Globalization;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>The sentences about numbers that are valid and still deserve a look before something is sent to them.</summary>
internal static class NumberAdvice
{
    /// <summary>The warning on a valid number, or null where there is none.</summary>
    public static string? OnValid(string e164, NumberKind kind)
    {
        if (!e164.StartsWith("+" + IndonesianNumber.CountryCode, StringComparison.Ordinal))
        {
            return Format(Text.NumberAdvice_Foreign, e164);
        }

        return kind switch
        {
            NumberKind.Mobile => null,
            NumberKind.Landline => Format(Text.NumberAdvice_Landline, e164),
            _ => Format(Text.NumberAdvice_Service, e164),
        };
    }

    public static string Format(string sentence, params object[] values) => string.Format(CultureInfo.CurrentCulture, sentence, values);
}
