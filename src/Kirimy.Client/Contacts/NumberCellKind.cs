namespace Kirimy.Client.Contacts;

/// <summary>What stands in a cell of a column that may hold phone numbers.</summary>
internal enum NumberCellKind
{
    /// <summary>Nothing, or a word for it: -, n/a, tidak ada.</summary>
    Blank,

    /// <summary>Something that isn't meant as a number: Ya or Tidak; under a heading that names no phone also a name, a town, a row number.</summary>
    Other,

    /// <summary>Meant as a number and not a valid one. Its row is refused and never gets another column's number.</summary>
    Refused,

    /// <summary>A valid number.</summary>
    Valid,
}
