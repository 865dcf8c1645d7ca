namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>How a slot stands. Times are microseconds of UTC since 1970.</summary>
internal sealed class SlotState(int number)
{
    /// <summary>Its number, from 0.</summary>
    public int Number => number;

    /// <summary>When it has rested from its last request.</summary>
    public long RestedAt { get; set; }

    /// <summary>When the last one in its line is expected to be through.</summary>
    public long FreeAt { get; set; }

    /// <summary>How many are at it, waiting or under way.</summary>
    public int Claims { get; set; }

    /// <summary>Whether a request is under way on it.</summary>
    public bool IsInUse { get; set; }
}
