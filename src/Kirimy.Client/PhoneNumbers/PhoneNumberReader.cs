using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for numbers as people, spreadsheets and links write them. Refuses a text that could mean two numbers. Thread-safe.
/// </summary>
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
