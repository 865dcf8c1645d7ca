namespace Kirimy.Client.Contacts;

/// <summary>A column that phone numbers may be read from.</summary>
/// <param name="Place">Its position, from 0.</param>
/// <param name="Heading">What its heading says.</param>
/// <param name="Label">The position of the column that describes its numbers (<c>Phone 1 - Label</c>: Mobile, Work Fax); -1 for none.</param>
internal sealed record NumberColumn(int Place, NumberHeading Heading, int Label)
{
    /// <summary>Whether the label of a row says that the number is a fax or somebody else's.</summary>
    public bool IsSomebodyElses(Func<int, string?> cell) => Label >= 0 && cell(Label) is { } label && NumberHeading.NamesOther(label);

    /// <summary>Looks at the column's cell of a row.</summary>
    public NumberCell Read(Func<int, string?> cell, string region) =>
        IsSomebodyElses(cell) ? default : NumberCell.Of(cell(Place), Heading, region);
}
