namespace Kirimy;

/// <summary>Where in the input a message comes from. One object for all messages of a row; it travels with each to its result.</summary>
public sealed record MessageSource
{
    /// <summary>The recipient's name; null if the input has none.</summary>
    public string? Name { get; init; }

    /// <summary>The row as a spreadsheet counts (the header of most files is row 1); null if it isn't known.</summary>
    public int? RowNumber { get; init; }

    /// <summary>The name of the file, without its folder; null if it isn't known.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The input itself: a row or a text; null if the message was made of parameters only.</summary>
    public object? Input { get; init; }

    /// <summary>The name and the row for a person, as in <c>Budi, contacts.csv:12</c>; null if neither is known.</summary>
    /// <param name="isPlaceKnown">Whether the reader knows the row already.</param>
    internal string? Describe(bool isPlaceKnown = false)
    {
        var place =
            isPlaceKnown || RowNumber is null ? null
            : SourceFile is null ? FormattableString.Invariant($"#{RowNumber}")
            : FormattableString.Invariant($"{SourceFile}:{RowNumber}");
        return Name is null ? place
            : place is null ? Name
            : $"{Name}, {place}";
    }
}
