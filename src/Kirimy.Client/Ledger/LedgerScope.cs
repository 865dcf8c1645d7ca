namespace Kirimy.Client.Ledger;

/// <summary>The scope of records and limits: one API key at one service.</summary>
/// <param name="Fingerprint">The API key's fingerprint.</param>
/// <param name="Service">The service's root address.</param>
internal sealed record LedgerScope(string Fingerprint, Uri Service);
