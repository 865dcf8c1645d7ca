using Kirimy.Client.Delivery;

namespace Kirimy.Client.Ledger;

/// <summary>
/// What was sent, what may be sent now, and what was counted today, for one API key at one service. Shared by all that hold the key, as
/// far as the store reaches: a process, a machine, several machines. Any thread.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>Opens the page of one message; nothing is recorded before its first <see cref="IClaim.AdmitAsync"/>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="waiting">Told of each wait, at its start.</param>
    IClaim Claim(OutgoingMessage message, Action<Waiting> waiting);

    /// <summary>Lets nobody send before a time is over: the service said that the key's window is full.</summary>
    /// <param name="wait">From now.</param>
    ValueTask HoldAsync(TimeSpan wait);
}
