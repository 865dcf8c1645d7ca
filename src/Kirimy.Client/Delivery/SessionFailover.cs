using System.Collections.Concurrent;
using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Failover between WhatsApp sessions: a message is sent by the first of its sessions that still can, so a recipient stays with one session
/// as long as that works. Lasts for one batch. Thread-safe.
/// </summary>
internal sealed class SessionFailover
{
    private readonly ConcurrentDictionary<string, ApiResponse> lost = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string SessionId, DateTime Day), bool> fullDays = new();

    /// <summary>The session of a message's next request; null if none is left.</summary>
    public string? Choose(SendState state) => state.Message.SessionIds.FirstOrDefault(id => CanSend(id) && !state.IsFull(id));

    /// <summary>Whether a session wasn't removed; it may have reached its daily limit.</summary>
    public bool CanSend(string sessionId) => !lost.ContainsKey(sessionId);

    /// <summary>Removes a session for the rest of the batch.</summary>
    /// <returns>Whether this was the first call for the session.</returns>
    public bool Remove(string sessionId, ApiResponse reason) => lost.TryAdd(sessionId, reason);

    /// <summary>Records that a session has reached its daily limit. The ledger decides whether that still holds.</summary>
    /// <returns>Whether this was the first call for the session and day.</returns>
    public bool NoteFullDay(string sessionId, DateTime day) => fullDays.TryAdd((sessionId, day), true);

    /// <summary>The reason that a session was removed.</summary>
    public ApiResponse ReasonOf(string sessionId) => lost[sessionId];
}
