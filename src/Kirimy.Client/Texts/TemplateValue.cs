using System.Text.RegularExpressions;

namespace Kirimy.Client.Texts;

/// <summary>Formatter for the values of a template's variables, by culture and optional .NET format string.</summary>
/// <remarks>
/// <para>
/// Without a format, a date without a time of day is a short date, and seconds are omitted if they are zero. A whole number is written as
/// digits, because an order number isn't a quantity. Other numbers have the culture's separators and all their digits.
/// </para>
/// <para>
/// A format applies to numbers, dates and other types that .NET formats. A text counts as a whole number or a date only if it is
/// unambiguous: <c>1500000</c>, <c>2026-08-17</c>, <c>2026-08-17 14:30</c>. Separators and leading zeros have more than one meaning.
/// </para>
/// </remarks>
internal static class TemplateValue
{
    /// <summary>A decimal has up to 28 digits after its point.</summary>
    private const string AnyFraction = "#,##0.############################";

    private static readonly string[] IsoDates =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
    ];

    private static readonly Regex WholeNumber = Rule("^-?(?:0|[1-9][0-9]{0,17})$");

    /// <summary>A standard numeric format with a limited precision, because .NET would write any number of digits.</summary>
    private static readonly Regex StandardNumber = Rule("^[A-Za-z][0-9]{0,2}$");

    public static string? Write(object? value, CultureInfo culture) =>
        value switch
        {
            null => null,
            string text => text,
            DateTime moment => Moment(moment, culture),
            DateTimeOffset moment => Moment(moment.DateTime, culture),
            decimal or double or float => Number((IFormattable)value, culture),
            IEnumerable<object?> values => string.Join("\n", values.Select(each => Write(each, culture))),
            IFormattable other => other.ToString(format: null, IsInteger(other) ? CultureInfo.InvariantCulture : culture),
            _ => value.ToString(),
        };

    /// <summary>Formats a value with a standard or custom format string of .NET; null if the format doesn't fit the value.</summary>
    public static string? Write(object value, string format, CultureInfo culture)
    {
        if (value is IEnumerable<object?> values)
        {
            var texts = values.Select(each => each is null ? string.Empty : Write(each, format, culture)).ToList();
            return texts.Contains(null) ? null : string.Join("\n", texts);
        }

        var typed = value is string text ? Read(text.Trim()) : value as IFormattable;
        if (typed is null || !Fits(typed, format))
        {
            return null;
        }

        try
        {
            // If a formatted date equals the format, the format isn't one for dates: {{tanggal:#,##0}}.
            var written = typed.ToString(format, culture);
            return !IsNumber(typed) && string.Equals(written, format, StringComparison.Ordinal) ? null : written;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Moment(DateTime moment, CultureInfo culture)
    {
        var time = moment.TimeOfDay;
        var format =
            time == TimeSpan.Zero ? "d"
            : time.Seconds == 0 ? "g"
            : "G";
        return moment.ToString(format, culture);
    }

    private static string Number(IFormattable number, CultureInfo culture)
    {
        // A cast from double to decimal keeps 15 digits; parsing the round-trip form keeps all.
        var digits = number.ToString(number is decimal ? null : "R", CultureInfo.InvariantCulture);
        var isExact = decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact);
        if (!isExact || (exact == 0 && digits.Any(static c => c is >= '1' and <= '9')))
        {
            // Out of the range of decimal, infinite, or NaN.
            return number.ToString(format: null, culture);
        }

        return exact == decimal.Truncate(exact) ? exact.ToString("0", CultureInfo.InvariantCulture) : exact.ToString(AnyFraction, culture);
    }

    private static bool Fits(IFormattable value, string format) =>
        IsNumber(value)
            ? StandardNumber.IsMatch(format) || format.IndexOfAny(['0', '#']) >= 0
            : format.Length < 2 || !StandardNumber.IsMatch(format);

    private static bool IsNumber(object value) => IsInteger(value) || value is decimal or double or float;

    private static bool IsInteger(object value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or System.Numerics.BigInteger;

    private static IFormattable? Read(string text) =>
        WholeNumber.IsMatch(text) ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : DateTime.TryParseExact(text, IsoDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment
        : null;

    private static Regex Rule(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
