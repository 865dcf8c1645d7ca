using System.Globalization;

namespace Kirimy;

/// <summary>Filling in texts from the resources.</summary>
internal static class TextExtensions
{
    /// <summary>The text with its placeholders filled in, by the user's culture.</summary>
    public static string With(this string format, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, format, arguments);
}
