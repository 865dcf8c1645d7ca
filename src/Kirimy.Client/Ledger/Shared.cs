using System.Collections.Concurrent;

namespace Kirimy.Client.Ledger;

/// <summary>
/// The objects that all batches of this process share for one API key at one service: one <typeparamref name="T"/> for each.
/// </summary>
internal static class Shared<T>
    where T : class
{
    private static readonly ConcurrentDictionary<(LedgerScope Scope, TimeProvider Time), T> All = new();

    /// <summary>The instance of a scope; each test clock has its own.</summary>
    public static T Of(LedgerScope scope, TimeProvider time, Func<TimeProvider, T> create) =>
        All.GetOrAdd((scope, time), static (id, create) => create(id.Time), create);
}
