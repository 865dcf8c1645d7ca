namespace Kirimy.Client.PhoneNumbers;

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
        var national = Find(input, digits);
        result = national.IsEmpty ? null! : IndonesianNumber.Mobile(national).ToResult(input);
        return !national.IsEmpty;
    }

    /// <summary>The number alone, as the service takes it.</summary>
    public static bool TryRead(string? input, out string receive)
    {
        Span<char> digits = stackalloc char[MostDigits];
        var national = Find(input, digits);
        receive = national.IsEmpty ? null! : IndonesianNumber.Receive(national, input!);
        return !national.IsEmpty;
    }

    /// <summary>The digits of a mobile behind the country code; empty for what is not one beyond doubt.</summary>
    /// <param name="input">The number as it was written.</param>
    /// <param name="digits">Room for the digits.</param>
    private static ReadOnlySpan<char> Find(string? input, Span<char> digits)
    {
        if (!TryCollect(input, digits, out var count, out var hasPlus))
        {
            return default;
        }

        digits = digits[..count];
        var national = 0;
        if (count > 3 && digits[0] == '6' && digits[1] == '2')
        {
            national = digits[2] == '0' ? 3 : 2;
        }
        else if (hasPlus)
        {
            return default;
        }
        else if (count > 1 && digits[0] == '0')
        {
            national = 1;
        }

        return IndonesianNumber.IsMobile(digits[national..]) ? digits[national..] : default;
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
