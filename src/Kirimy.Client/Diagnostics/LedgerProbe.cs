using System.Diagnostics;
using Kirimy.Client.Api;
using Kirimy.Client.Ledger;
using Kirimy.Client.Ledger.Addresses;
using static Kirimy.ConnectionCheck;
using Kind = Kirimy.ConnectionCheckKind;

namespace Kirimy.Client.Diagnostics;

/// <summary>Health check of the ledger: opens it like a send, and reports the remaining limits.</summary>
internal sealed class LedgerProbe(LedgerAddress address, LedgerOptions options)
{
    private IReadOnlyList<Quota>? quotas;

    /// <summary>Without a client, an existing ledger is read, but none is created.</summary>
    public ConnectionCheck Open(KirimyClient? client)
    {
        if (ReferenceEquals(address, LedgerAddress.None))
        {
            return Skipped(Kind.Ledger, Text.Check_LedgerNone, Text.Advice_LedgerNone);
        }

        var watch = Stopwatch.StartNew();
        try
        {
            if (client is not null)
            {
                address.Open(new LedgerScope(client.Fingerprint, client.Address.Root), options).Dispose();
            }

            using var log = address.OpenLog(options);
            quotas = log.Quotas(options.Limits);
            return Passed(Kind.Ledger, Text.Check_Ledger.With(address), watch.Elapsed);
        }
        catch (KirimyException exception)
        {
            return Failed(Kind.Ledger, exception.Code, exception.Message, Text.Advice_Ledger, watch.Elapsed);
        }
    }

    public IEnumerable<ConnectionCheck> Quotas(string? fingerprint, IReadOnlyList<string> sessionIds)
    {
        if (fingerprint is null || quotas is null)
        {
            yield return Skipped(
                Kind.Quota,
                fingerprint is null ? Text.Check_SkippedKey
                    : ReferenceEquals(address, LedgerAddress.None) ? Text.Check_QuotaNone
                    : Text.Check_SkippedLedger
            );
            yield break;
        }

        var ofKey = quotas.Where(q => string.Equals(q.KeyFingerprint, fingerprint, StringComparison.Ordinal)).ToList();
        var limits = options.Limits;
        var used = ofKey.Count == 0 ? 0 : ofKey.Max(q => q.RequestsInWindow);
        var left = Math.Max(0, limits.Requests - used);
        yield return Passed(Kind.Quota, Text.Check_QuotaKey.With(left, limits.Requests), advice: left > 0 ? null : Text.Advice_QuotaKey);
        foreach (var session in sessionIds)
        {
            var quota = ofKey.Find(q => string.Equals(q.SessionId, session, StringComparison.Ordinal));
            var remainingToday = quota?.RemainingToday ?? limits.MessagesPerDay;
            var found = Text.Check_QuotaSession.With(session, remainingToday, limits.MessagesPerDay);
            yield return remainingToday > 0
                ? Passed(Kind.Quota, found)
                : Failed(Kind.Quota, ErrorCode.DailyLimit, found, Text.Advice_QuotaSession.With(quota!.ResetsAt.ToLocalTime()));
        }
    }
}
