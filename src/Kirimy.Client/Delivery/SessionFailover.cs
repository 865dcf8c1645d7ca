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

    /// <summary>The session that sends next; null if none is left.</summary>
    public string? Choose(IReadOnlyList<string> sessionIds) => sessionIds.FirstOrDefault(id => !lost.ContainsKey(id));

    /// <summary>Removes a session for the rest of the batch.</summary>
    /// <returns>Whether this was the first call for the session.</returns>
    public bool Remove(string sessionId, ApiResponse reason) => lost.TryAdd(sessionId, reason);

    /// <summary>Why a session was removed.</summary>
    public ApiResponse ReasonOf(string sessionId) => lost[sessionId];
}
