using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Formats a value of the pipeline or a row as text, culture-invariant. A number that a spreadsheet module read as a quantity has the
/// digits of its cell, if they are known.
/// </summary>
internal static class CellText
{
    /// <summary>From this value on, a double no longer distinguishes neighboring integers.</summary>
    private const double ExactLimit = 1L << 53;

    /// <summary>Whether a double is an integer that has lost no digit.</summary>
    public static bool IsExactInteger(double number) => Math.Abs(number) < ExactLimit && Math.Truncate(number).Equals(number);

    /// <summary>Whether an object is a single value. Otherwise, it is a row.</summary>
    public static bool IsValue(object value) =>
        Type.GetTypeCode(value.GetType()) != TypeCode.Object || value is IList or Uri or System.Numerics.BigInteger;

    /// <summary>The text of a value; null for null and DBNull.</summary>
    public static string? Of(object? value)
    {
        if (value is string plain)
        {
            return plain;
        }

        var typed = value as PSObject;
        return (typed is null ? value : typed.BaseObject) switch
        {
            null or DBNull => null,
            _ when ReferenceEquals(value, AutomationNull.Value) => null,
            string text => text,
            double number => OfDouble(number, typed),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            decimal number when number == decimal.Truncate(number) => number.ToString("0", CultureInfo.InvariantCulture),
            IList list => NestedList.Flatten(list) is { } values ? string.Join("\n", values.Select(Of)) : null,
            Uri uri => uri.OriginalString,
            Enum name => name.ToString(),
            IFormattable number => AsTyped(typed) ?? number.ToString(format: null, CultureInfo.InvariantCulture),
            { } other => other.ToString(),
        };
    }

    /// <summary>The value for a template. Numbers and dates keep their type, so that a format applies to them.</summary>
    /// <returns>A text, an IFormattable, or an array of them; null for no value.</returns>
    public static object? Typed(object? value)
    {
        var typed = value as PSObject;
        return (typed is null ? value : typed.BaseObject) switch
        {
            IList list => list.Cast<object?>().Select(Typed).ToArray(),
            Enum name => name.ToString(),
            IFormattable number when AsTyped(typed) is null => number,
            _ => Of(value),
        };
    }

    /// <summary>
    /// An integer with all its digits. A fraction, or a quantity that may have lost digits, remains recognizable.
    /// </summary>
    private static string OfDouble(double number, PSObject? typed)
    {
        if (AsTyped(typed) is { } text)
        {
            return text;
        }

        return IsExactInteger(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The text that was typed for a number in a command line: PowerShell reads <c>0812…</c> as a quantity, and keeps the text. Null if it
    /// wasn't typed, or if only the quantity matters.
    /// </summary>
    internal static string? AsTyped(PSObject? typed)
    {
        if (typed is null)
        {
            return null;
        }

        var text = (string)LanguagePrimitives.ConvertTo(typed, typeof(string), CultureInfo.InvariantCulture);
        var hasExponent = false;
        foreach (var c in text)
        {
            if (c is 'e' or 'E')
            {
                hasExponent = true;
            }
            else if (c is not ((>= '0' and <= '9') or '+' or '-' or '.'))
            {
                return null;
            }
        }

        return hasExponent || (text.Length > 0 && text[0] == '0') ? text : null;
    }
}

/// <summary>Lists in lists, such as <c>$team, $oncall</c>, as one list.</summary>
internal static class NestedList
{
    /// <summary>The deepest nesting that is read. A list that contains itself has no end.</summary>
    public const int MaxDepth = 8;

    /// <summary>The values of a list and of the lists in it, in order.</summary>
    /// <returns>Null if the nesting is too deep.</returns>
    public static IReadOnlyList<object?>? Flatten(IList list)
    {
        var values = new List<object?>();
        return Add(values, list, depth: 1) ? values : null;
    }

    private static bool Add(List<object?> values, IList list, int depth)
    {
        foreach (var element in list)
        {
            if (element.Unwrap() is not IList inner || inner is char[])
            {
                values.Add(element);
            }
            else if (depth == MaxDepth || !Add(values, inner, depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
