namespace Kirimy;

/// <summary>Formats texts of the resources.</summary>
internal static class TextExtensions
{
    /// <summary>Replaces the placeholders of a text, in the user's culture.</summary>
    public static string With(this string format, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, format, arguments);
}
