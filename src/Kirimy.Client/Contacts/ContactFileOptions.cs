using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>What is known of a contact file before it is opened; what is not said is found out.</summary>
public sealed class ContactFileOptions
{
    /// <summary>The name of the column with the phone number; null for the first of the usual ones.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>What stands between two cells; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The name of the encoding, such as utf-8, utf-16 or windows-1252; null to find out. A byte order mark says more.</summary>
    public string? Encoding { get; init; }

    /// <summary>The country of numbers written without a country code: ISO 3166-1 alpha-2.</summary>
    public string Region { get; init; } = PhoneRegion.Indonesia;
}
