using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for phone numbers in the spellings of people, spreadsheets, links and WhatsApp's own addresses. It never guesses: a text that
/// could mean two numbers is refused. Thread-safe.
/// </summary>
/// <remarks>
/// Without a plus or 00, digits are a number of the region. For Indonesia they must begin with 0, with 62 (the form in the API's
/// document) or, if a spreadsheet removed the leading zero of a mobile, with 8. Other digits are refused, although many of them are
/// landlines in the numbering plan: <c>6591234567</c> is far likelier a number of Singapore without its plus.
/// The region decides only how numbers without a country code are read. The service sends to Indonesian numbers, regardless of the region.
/// </remarks>
internal static class PhoneNumberReader
{
    /// <summary>Never throws on input, only for a region that isn't known.</summary>
    public static NumberResult Read(string? input, string region = PhoneRegion.Indonesia) =>
        NumberInterpretation.Of(WrittenNumber.Parse(input), PhoneRegion.Known(region)).ToResult(input);
}

/// <summary>The countries that a number without a country code can belong to.</summary>
internal static class PhoneRegion
{
    public const string Indonesia = "ID";

    /// <summary>Indonesia, its neighbors, then the others in alphabetical order.</summary>
    public static IEnumerable<string> All => new[] { Indonesia, "SG", "MY" }.Concat(NumberingPlan.Regions).Distinct(StringComparer.Ordinal);

    /// <summary>ISO 3166-1 alpha-2, in any case.</summary>
    public static bool IsKnown(string? region) =>
        IsIndonesia(region) || (region is { Length: 2 } && NumberingPlan.HasRegion(region.ToUpperInvariant()));

    public static string UnknownMessage(string? region) => Text.PhoneRegion_Unknown.With(VisibleText.Of(region));

    internal static bool IsIndonesia(string? region) => string.Equals(region, Indonesia, StringComparison.OrdinalIgnoreCase);

    internal static string Known(string region) =>
        IsKnown(region) ? region.ToUpperInvariant() : throw new ArgumentException(UnknownMessage(region), nameof(region));
}
