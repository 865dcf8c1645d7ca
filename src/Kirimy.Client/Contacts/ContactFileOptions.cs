using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Contacts;

/// <summary>What is known of a contact file before it is opened; what is not said is found out.</summary>
public sealed class ContactFileOptions
{
    /// <summary>The name of the column with the phone number; null to choose it by headings and values.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>The row of the header, as a spreadsheet counts from 1; null to find it.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>What stands between two cells; null to find out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The name of the encoding, such as utf-8, utf-16 or windows-1252; null to find out. A byte order mark says more.</summary>
    public string? Encoding { get; init; }

    /// <summary>The country of numbers written without a country code: ISO 3166-1 alpha-2.</summary>
    public string Region { get; init; } = PhoneRegion.Indonesia;

    /// <summary>
    /// Whether all phone numbers of a row matter, as in an opt-out list: then two columns with different numbers are no error.
    /// </summary>
    internal bool ReadsAllNumbers { get; init; }
}
