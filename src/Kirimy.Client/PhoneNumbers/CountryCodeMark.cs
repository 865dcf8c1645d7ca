namespace Kirimy.Client.PhoneNumbers;

/// <summary>What says that the digits of a written number begin with a country code.</summary>
internal enum CountryCodeMark
{
    /// <summary>Nothing does: the digits themselves and the region decide.</summary>
    None,

    /// <summary>A plus, or one of WhatsApp's own addresses, which programs write.</summary>
    Certain,

    /// <summary>A link to a chat: meant to begin with a country code, and often written by hand without one.</summary>
    Link,
}
