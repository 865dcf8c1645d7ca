namespace Kirimy.Client.PhoneNumbers;

/// <summary>The evidence that the digits of a written number begin with a country code.</summary>
internal enum CountryCodeMark
{
    /// <summary>No evidence: the digits themselves and the region decide.</summary>
    None,

    /// <summary>A plus, or one of WhatsApp's own addresses, which only programs write.</summary>
    Certain,

    /// <summary>A link to a chat: it should begin with a country code, but people often leave the country code out.</summary>
    Link,
}
