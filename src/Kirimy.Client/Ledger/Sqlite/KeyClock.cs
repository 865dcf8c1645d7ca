namespace Kirimy.Client.Ledger.Sqlite;

/// <summary>
/// The latest time that each key was used at. Where it is yet to come, the clock was set back: all times of the key move with it, or its
/// slots would rest, and its alerts be held back, until the old time comes again.
/// </summary>
internal sealed class KeyClock(SqliteFile file, SlotTable slots, AlertTable alerts)
{
    /// <summary>Moves a key's times where the clock was set back since it was used last. To be called before any of them is looked at.</summary>
    public void Catch(long keyId, long now)
    {
        if (file.Query("SELECT seen FROM keys WHERE id = ?").Bind(keyId).Number() - now is > 0 and var back)
        {
            Shift(keyId, back, now);
        }
    }

    /// <summary>Moves a key's times.</summary>
    public void Shift(long keyId, long back, long now)
    {
        slots.Shift(keyId, back);
        alerts.Shift(keyId, back);
        file.Query("UPDATE keys SET held_until = held_until - ?, seen = ? WHERE id = ?").Bind(back).Bind(now).Bind(keyId).Run();
    }

    /// <summary>Notes that a key is used now.</summary>
    public void See(long keyId, long now) => file.Query("UPDATE keys SET seen = ? WHERE id = ?").Bind(now).Bind(keyId).Run();
}
