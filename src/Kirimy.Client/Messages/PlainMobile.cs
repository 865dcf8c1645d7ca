namespace Kirimy.Client.Messages;

/// <summary>
/// The short cut for what most numbers are: an Indonesian mobile in plain digits, perhaps with spaces, hyphens or brackets. It takes
/// a number only where all the rules would come to the same result, and leaves the rest to them.
/// </summary>
internal static class PlainMobile
{
    /// <summary>Digits of <c>620</c> and the longest mobile.</summary>
    private const int MostDigits = 3 + IndonesianNumber.LongestMobile;

    public static bool TryRead(string? input, out NumberResult result)
    {
        Span<char> digits = stackalloc char[MostDigits];
        if (!TryCollect(input, digits, out var count, out var hasPlus))
        {
            result = null!;
            return false;
        }

        digits = digits[..count];
        var national = 0;
        if (count > 3 && digits[0] == '6' && digits[1] == '2')
        {
            national = digits[2] == '0' ? 3 : 2;
        }
        else if (hasPlus)
        {
            result = null!;
            return false;
        }
        else if (count > 1 && digits[0] == '0')
        {
            national = 1;
        }

        if (!IndonesianNumber.IsMobile(digits[national..]))
        {
            result = null!;
            return false;
        }

        result = IndonesianNumber.Mobile(digits[national..]).ToResult(input);
        return true;
    }

    private static bool TryCollect(string? input, Span<char> digits, out int count, out bool hasPlus)
    {
        count = 0;
        hasPlus = false;
        if (input is null)
        {
            return false;
        }

        for (var i = 0; i < input.Length; i++)
        {
            var c = input[i];
            if (c is >= '0' and <= '9')
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = c;
            }
            else if (c == '+' && i == 0)
            {
                hasPlus = true;
            }
            else if (c == '-')
            {
                // A minus before the digits and a row of hyphens in place of some mean something else.
                if (count == 0 || input[i - 1] == '-')
                {
                    return false;
                }
            }
            else if (c is not (' ' or '(' or ')'))
            {
                return false;
            }
        }

        return count > 0;
    }
}
