using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Completion;

/// <summary>The effective settings of a command that is being typed.</summary>
internal static class CompletionSettings
{
    // Completion must respond quickly.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);
    private static readonly LedgerOptions Options = new() { Timeout = TimeSpan.FromMilliseconds(250) };

    /// <summary>The settings.</summary>
    /// <param name="parameters">The parameters typed so far, as PowerShell passes them to completers.</param>
    public static EffectiveSettings Of(IDictionary parameters)
    {
        var given = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (GetText(parameters, nameof(LedgerCmdlet.Ledger)) is { } ledger)
        {
            given[nameof(LedgerCmdlet.Ledger)] = ledger;
        }

        if (Uri.TryCreate(GetText(parameters, nameof(ServiceCmdlet.BaseUri)), UriKind.Absolute, out var uri))
        {
            given[nameof(ServiceCmdlet.BaseUri)] = uri;
        }

        return EffectiveSettings.Of(given, CompletionSession.ResolvePath, GetText(parameters, nameof(ProfileCmdlet.Profile)));
    }

    /// <summary>The records of the command's ledger, newest first; none if the ledger isn't on this machine.</summary>
    public static IEnumerable<DeliveryRecord> Records(IDictionary parameters)
    {
        const int MaxRecords = 5000;
        var address = Of(parameters).Ledger.Value;
        if (!address.IsFileOfThisMachine)
        {
            yield break;
        }

        using var timeout = new CancellationTokenSource(MaxTime);
        using var log = address.OpenLog(Options);
        using var records = log.Read(new DeliveryFilter(), timeout.Token).Take(MaxRecords).GetEnumerator();
        while (!timeout.IsCancellationRequested && Next(records))
        {
            yield return records.Current;
        }
    }

    /// <summary>The batches of the command's ledger, the most recent run first; none if the ledger isn't on this machine.</summary>
    public static IReadOnlyList<Batch> Batches(IDictionary parameters)
    {
        var settings = Of(parameters);
        if (!settings.Ledger.Value.IsFileOfThisMachine)
        {
            return [];
        }

        using var timeout = new CancellationTokenSource(MaxTime);
        using var log = settings.Ledger.Value.OpenLog(Options);
        return [.. log.Batches(static _ => true, settings.Limits).TakeWhile(_ => !timeout.IsCancellationRequested)];
    }

    private static bool Next(IEnumerator<DeliveryRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string? GetText(IDictionary parameters, string name) =>
        parameters?[name] is { } value && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } text ? text : null;
}
