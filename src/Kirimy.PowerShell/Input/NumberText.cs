using System.Collections;
using System.Management.Automation;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// The text of a phone number that was passed as a numeric value. Spreadsheets and casts produce fractional types (double, float, decimal)
/// from cells, so such a value is accepted only if it can hold every digit.
/// </summary>
internal static class NumberText
{
    /// <summary>
    /// With this many trailing zeros, a quantity is more likely rounded than a phone number: <c>6.28123E+12</c> has seven.
    /// </summary>
    private const decimal Rounded = 100_000;

    /// <summary>The text of a value; null for null. A value that may have lost digits is in scientific notation.</summary>
    public static string? Of(object? value)
    {
        var typed = value as PSObject;
        return (typed is null ? value : typed.BaseObject) switch
        {
            double number when CellText.IsExactInteger(number) => OfWhole((decimal)number, typed),
            decimal number when number == decimal.Truncate(number) => OfWhole(number, typed),
            char[] text => new string(text),
            IList list => NestedList.Flatten(list) is { } values ? string.Join("\n", values.Select(Of)) : null,
            _ => CellText.Of(value),
        };
    }

    /// <summary>Whether a value is numeric, so that PowerShell would format it.</summary>
    public static bool IsNumber(object? value) =>
        value.Unwrap() is { } number
        && (number is System.Numerics.BigInteger || Type.GetTypeCode(number.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal)
        && number is not Enum;

    private static string? OfWhole(decimal number, PSObject? typed) =>
        number != 0 && number % Rounded == 0
            ? CellText.AsTyped(typed) ?? ((double)number).ToString("0.###############E+0", CultureInfo.InvariantCulture)
            : CellText.Of((object?)typed ?? number);
}
