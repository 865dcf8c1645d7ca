namespace Kirimy.Client.Ledger;

/// <summary>How many messages one session sent today. Any thread.</summary>
internal sealed class DayTally
{
    private readonly object gate = new();
    private DateTime day;
    private int count;

    /// <summary>Takes one message of the day.</summary>
    /// <param name="today">The day, as the service counts it.</param>
    /// <param name="limit">How many there are.</param>
    /// <returns>False when they are used up.</returns>
    public bool TryTake(DateTime today, int limit)
    {
        lock (gate)
        {
            if (day != today)
            {
                day = today;
                count = 0;
            }

            if (count >= limit)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    /// <summary>Gives a message back that was not sent.</summary>
    /// <param name="taken">The day it was taken from; another day's count is another matter.</param>
    public void GiveBack(DateTime taken)
    {
        lock (gate)
        {
            if (day == taken)
            {
                count--;
            }
        }
    }
}
