using System.Collections.Concurrent;
using Kirimy.Client.Api;

namespace Kirimy.Client.Ledger;

/// <summary>What all batches of this process share for one key at one service: one <typeparamref name="T"/> for each.</summary>
internal static class Shared<T>
    where T : class
{
    private static readonly ConcurrentDictionary<(Uri Service, string Key, TimeProvider Time), T> All = new();

    /// <summary>The one of a client's service and key. A test's clock has its own.</summary>
    public static T Of(KirimyClient client, TimeProvider time, Func<TimeProvider, T> create) =>
        All.GetOrAdd((client.Address.Root, client.Fingerprint, time), static (id, create) => create(id.Time), create);
}
