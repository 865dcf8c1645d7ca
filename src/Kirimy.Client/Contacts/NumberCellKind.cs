namespace Kirimy.Client.Contacts;

/// <summary>What stands in a cell of a column that may hold phone numbers.</summary>
internal enum NumberCellKind
{
    /// <summary>Nothing, or a word for it: -, n/a, tidak ada.</summary>
    Blank,

    /// <summary>Not meant as a number: Ya or Tidak, a name, a town; under a heading that names no phone also a row number.</summary>
    Other,

    /// <summary>Meant as a number, because it has digits, and not a valid one. Its row is refused and never gets another column's number.</summary>
    Refused,

    /// <summary>A valid number.</summary>
    Valid,
}
