namespace Kirimy.Client.Contacts;

/// <summary>How specifically a heading names the phone number to send to; a higher one takes precedence.</summary>
internal enum NumberRank
{
    /// <summary>Not at all: unknown, another kind of number, or somebody else's.</summary>
    None,

    /// <summary>A bare nomor, no or number, which counts rows as often as it is a phone. Only where no heading says more.</summary>
    Bare,

    /// <summary>A phone, or a contact.</summary>
    Phone,

    /// <summary>A mobile phone.</summary>
    Mobile,

    /// <summary>WhatsApp.</summary>
    WhatsApp,

    /// <summary>The recipient.</summary>
    Recipient,
}
