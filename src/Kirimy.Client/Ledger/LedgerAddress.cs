#pragma warning disable CA1822
using Kirimy.Client.Api;

namespace Kirimy.Client.Ledger;

/// <summary>stub</summary>
public sealed class LedgerAddress
{
    /// <summary>x</summary>
    public static bool IsName(string text) => true;

    /// <summary>x</summary>
    public static LedgerAddress Parse(string? text) => new();

    /// <summary>x</summary>
    public ILedger Open(KirimyClient client, LedgerOptions options) => MemoryLedger.For(client, options);

    /// <summary>x</summary>
    public IDeliveryLog OpenLog(LedgerOptions options) => throw new KirimyException(ErrorCode.InvalidLedger, "x");
}
