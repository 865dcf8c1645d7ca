using System.Collections.Concurrent;
using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>
/// Which session sends: the first of a message's that still can. So a recipient stays on one session for as long as that works, with
/// nothing to remember for each recipient.
/// </summary>
internal sealed class SessionFailover
{
    private readonly ConcurrentDictionary<string, ApiResponse> lost = new(StringComparer.Ordinal);

    /// <summary>The session that sends next; null when none is left.</summary>
    public string? Choose(IReadOnlyList<string> sessionIds)
    {
        for (var i = 0; i < sessionIds.Count; i++)
        {
            if (!lost.ContainsKey(sessionIds[i]))
            {
                return sessionIds[i];
            }
        }

        return null;
    }

    /// <summary>Takes a session out for the rest of the batch.</summary>
    /// <returns>True the first time.</returns>
    public bool Lose(string sessionId, ApiResponse reason) => lost.TryAdd(sessionId, reason);

    /// <summary>Why a session was taken out.</summary>
    public ApiResponse ReasonOf(string sessionId) => lost[sessionId];
}
