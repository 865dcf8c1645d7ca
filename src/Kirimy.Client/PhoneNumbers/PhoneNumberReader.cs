namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Reads a phone number as people, spreadsheets, links and WhatsApp's own addresses write it. It never guesses: what can be read as
/// two numbers is refused.
/// </summary>
/// <remarks>
/// Without a plus or 00, digits are a number of the region. For Indonesia they must begin with 0, with 62 (the form of the API's own
/// document) or, where a spreadsheet lost the leading zero of a mobile, with 8; other digits are refused, although many of them are
/// valid landlines to the numbering plan: <c>6591234567</c> is far likelier a number of Singapore that lost its plus.
/// </remarks>
public static class PhoneNumberReader
{
    /// <summary>Reads one number.</summary>
    /// <param name="input">The number as it was written.</param>
    /// <param name="region">The country of numbers written without a country code, as ISO 3166-1 alpha-2, in any case.</param>
    /// <returns>The number, or why it is none. Never throws on input.</returns>
    /// <exception cref="ArgumentException">The region is not one that <see cref="PhoneRegion.IsKnown"/> knows.</exception>
    public static NumberResult Read(string? input, string region = PhoneRegion.Indonesia)
    {
        if (!PhoneRegion.IsIndonesia(region))
        {
            return ReadWritten(input, PhoneRegion.Known(region));
        }

        return PlainMobile.TryRead(input, out NumberResult result) ? result : ReadWritten(input, PhoneRegion.Indonesia);
    }

    /// <summary>Reads one number by all the rules, without the short cut for plainly written mobiles.</summary>
    internal static NumberResult ReadWritten(string? input, string region)
    {
        var written = WrittenNumber.Parse(input);
        var reading = written.Refusal is { } refusal ? new NumberReading(refusal) : NumberInterpretation.Of(written, region);
        return reading.ToResult(input);
    }
}
