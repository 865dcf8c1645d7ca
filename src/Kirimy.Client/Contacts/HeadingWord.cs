namespace Kirimy.Client.Contacts;

/// <summary>What a word says in the heading of a column that may hold phone numbers.</summary>
internal enum HeadingWord
{
    /// <summary>Not in the vocabulary: a heading with such a word isn't a number column, because the word may name somebody else.</summary>
    Unknown,

    /// <summary>Says nothing about whose number it is, or what kind: active, your, masukkan.</summary>
    Filler,

    /// <summary>The first of several numbers of the same person.</summary>
    First,

    /// <summary>The second one.</summary>
    Second,

    /// <summary>The third one.</summary>
    Third,

    /// <summary>The person whom the row is about: customer, siswa, pembeli. With a bare number it's an identifier (<c>Nomor Pelanggan</c>).</summary>
    Person,

    /// <summary>
    /// Somebody of an organization: the person of the row in a list of employees or members, and somebody else beside another person.
    /// With a bare number it's an identifier.
    /// </summary>
    Insider,

    /// <summary>Where or for what the person uses the phone: home, office, billing.</summary>
    Place,

    /// <summary>A number of any kind: no, nomor, number.</summary>
    Number,

    /// <summary>A name, an address or a number by which somebody is contacted.</summary>
    Contact,

    /// <summary>Makes a number one to call: dihubungi, reach.</summary>
    Reach,

    /// <summary>A phone only where a number is named with it: <c>Ph. No.</c></summary>
    Abbreviation,

    /// <summary>A phone.</summary>
    Phone,

    /// <summary>A mobile phone.</summary>
    Mobile,

    /// <summary>WhatsApp.</summary>
    WhatsApp,

    /// <summary>"To": the recipient at the start of a heading, a preposition anywhere else.</summary>
    To,

    /// <summary>Who gets the message.</summary>
    Recipient,

    /// <summary>An example or a format follows: the rest explains.</summary>
    Explanation,

    /// <summary>Another kind of number or of content: an invoice, an account, a date, a label.</summary>
    OtherKind,

    /// <summary>Somebody else, or somebody else's line: a sender, a parent, a fax.</summary>
    OtherRole,
}
