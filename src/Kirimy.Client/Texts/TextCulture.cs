namespace Kirimy.Client.Texts;

internal static class TextCulture
{
    private static readonly DateTime SampleDate = new(2026, 8, 17, 0, 0, 0, DateTimeKind.Unspecified);
    private const decimal SampleNumber = 1500000.5m;

    /// <summary>Null if this system has no data for the culture, although .NET creates one for any well-formed name.</summary>
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

    /// <summary>The name of the invariant culture is empty.</summary>
    public static string NameOf(CultureInfo culture) => culture.Name.Length == 0 ? culture.EnglishName : culture.Name;

    public static (string Date, string Number) Sample(CultureInfo culture) =>
        (TemplateValue.Write(SampleDate, culture)!, TemplateValue.Write(SampleNumber, culture)!);
}
