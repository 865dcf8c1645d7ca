namespace Kirimy;

/// <summary>What becomes of a row that has no value for a variable of the template.</summary>
public enum MissingVariable
{
    /// <summary>The row is refused, with <see cref="ErrorCode.MissingVariable"/>: nobody gets "Halo {{name}}" or "Halo ".</summary>
    Error,

    /// <summary>Nothing stands in its place.</summary>
    Empty,
}
