using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Completion;

/// <summary>The effective settings of a command that is being typed.</summary>
internal static class CompletionSettings
{
    private static readonly string[] Texts = [nameof(LedgerCmdlet.Ledger)];

    /// <summary>The settings.</summary>
    /// <param name="parameters">The parameters typed so far, as PowerShell passes them to completers.</param>
    public static EffectiveSettings Of(IDictionary parameters)
    {
        var given = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Texts)
        {
            if (Given(parameters, name) is { } text)
            {
                given[name] = text;
            }
        }

        if (Uri.TryCreate(Given(parameters, nameof(ServiceCmdlet.BaseUri)), UriKind.Absolute, out var uri))
        {
            given[nameof(ServiceCmdlet.BaseUri)] = uri;
        }

        return EffectiveSettings.Of(given, CompletionSession.ResolvePath, Given(parameters, nameof(ProfileCmdlet.Profile)));
    }

    /// <summary>The records of the command's ledger, newest first; none if the ledger isn't on this machine.</summary>
    public static IEnumerable<DeliveryRecord> Records(IDictionary parameters)
    {
        const int Most = 5000;
        var address = Of(parameters).Ledger.Value;
        if (!address.IsFileOfThisMachine)
        {
            yield break;
        }

        // Completion must respond quickly.
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        using var log = address.OpenLog(new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(250) });
        using var records = log.Read(new DeliveryFilter(), patience.Token).Take(Most).GetEnumerator();
        while (!patience.IsCancellationRequested && Next(records))
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

        // Completion must respond quickly.
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        using var log = settings.Ledger.Value.OpenLog(new LedgerOptions { Timeout = TimeSpan.FromMilliseconds(250) });
        return [.. log.Batches(static _ => true, settings.Limits).TakeWhile(_ => !patience.IsCancellationRequested)];
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

    private static string? Given(IDictionary parameters, string name) =>
        parameters?[name] is { } value && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } text ? text : null;
}
