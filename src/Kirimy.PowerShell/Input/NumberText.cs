using System.Collections;
using System.Management.Automation;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// The text of a phone number that came as a value. A fractional type (double, float, decimal) is what a spreadsheet or a cast makes of a
/// cell, so it is trusted only if it can hold every digit.
/// </summary>
internal static class NumberText
{
    /// <summary>From this many zeros at its end on, a quantity is likelier rounded than a phone number: <c>6.28123E+12</c> has seven.</summary>
    private const decimal Rounded = 100_000;

    /// <summary>From here on, a double no longer distinguishes neighboring integers.</summary>
    private const double ExactLimit = 1L << 53;

    /// <summary>The text of a value; null for nothing. A value that may have lost digits has the text of scientific notation.</summary>
    public static string? Of(object? value)
    {
        var typed = value as PSObject;
        return (typed is null ? value : typed.BaseObject) switch
        {
            double number when Math.Abs(number) < ExactLimit && Math.Truncate(number).Equals(number) => OfWhole((decimal)number, typed),
            decimal number when number == decimal.Truncate(number) => OfWhole(number, typed),
            char[] text => new string(text),
            IList list => NestedList.Flatten(list) is { } values ? string.Join("\n", values.Select(Of)) : null,
            _ => CellText.Of(value),
        };
    }

    /// <summary>Whether a value is a number, whose text PowerShell would otherwise choose.</summary>
    public static bool IsNumber(object? value) =>
        (value is PSObject typed ? typed.BaseObject : value) is { } number
        && (number is System.Numerics.BigInteger || Type.GetTypeCode(number.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal)
        && number is not Enum;

    private static string? OfWhole(decimal number, PSObject? typed) =>
        number != 0 && number % Rounded == 0
            ? CellText.AsTyped(typed) ?? ((double)number).ToString("0.###############E+0", CultureInfo.InvariantCulture)
            : CellText.Of((object?)typed ?? number);
}
