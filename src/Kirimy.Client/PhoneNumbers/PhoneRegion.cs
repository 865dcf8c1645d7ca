using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>The countries that a number without a country code can belong to.</summary>
public static class PhoneRegion
{
    /// <summary>The service's own country, and the default.</summary>
    public const string Indonesia = "ID";

    /// <summary>The codes of all countries with a numbering plan: the service's own, its neighbors', then the others in alphabetical order.</summary>
    public static IEnumerable<string> All => new[] { Indonesia, "SG", "MY" }.Concat(NumberingPlan.Regions).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a text is the ISO 3166-1 alpha-2 code of a country with a numbering plan, in any case.</summary>
    public static bool IsKnown(string? region) =>
        IsIndonesia(region) || (region is { Length: 2 } && NumberingPlan.HasRegion(region.ToUpperInvariant()));

    /// <summary>The sentence that refuses an unknown code.</summary>
    public static string UnknownMessage(string? region) => Text.PhoneRegion_Unknown.With(VisibleText.Of(region));

    internal static bool IsIndonesia(string? region) => string.Equals(region, Indonesia, StringComparison.OrdinalIgnoreCase);

    /// <summary>The code in upper case.</summary>
    internal static string Known(string region) =>
        IsKnown(region) ? region.ToUpperInvariant() : throw new ArgumentException(UnknownMessage(region), nameof(region));
}
