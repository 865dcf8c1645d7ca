namespace Kirimy.Client.Texts;

/// <summary>Finds cultures for dates and numbers.</summary>
public static class TextCulture
{
    private static readonly DateTime SampleDate = new(2026, 8, 17, 0, 0, 0, DateTimeKind.Unspecified);
    private const decimal SampleNumber = 1500000.5m;

    /// <summary>Finds a culture by its name.</summary>
    /// <param name="name">The name, such as <c>id-ID</c> or <c>id</c>, in any case.</param>
    /// <returns>
    /// Null if this system has no data for the culture. .NET creates a culture for any well-formed name, and in globalization-invariant mode
    /// it has no data at all.
    /// </returns>
    public static CultureInfo? Find(string name)
    {
        try
        {
            return name.Length == 0 ? null : Platform.GetKnownCulture(name);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The display name of a culture, because the name of the invariant culture is empty.</summary>
    public static string NameOf(CultureInfo culture) => culture.Name.Length == 0 ? culture.EnglishName : culture.Name;

    /// <summary>A sample date and number as a template formats them.</summary>
    public static (string Date, string Number) Sample(CultureInfo culture) =>
        (TemplateValue.Write(SampleDate, culture)!, TemplateValue.Write(SampleNumber, culture)!);
}
