using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace Kirimy.Benchmarks.Sending;

/// <summary>Runs <c>rows | Send-KirimyMessage</c> in its own PowerShell session.</summary>
internal sealed class SendCommand(Uri baseUri, string arguments = SendCommand.Unrecorded) : IDisposable
{
    /// <summary>A limit that no run reaches.</summary>
    public const string NoLimits = "-RequestsPerMinute 10000000 -MessagesPerDay 10000000";

    /// <summary>Without limits and without a ledger.</summary>
    public const string Unrecorded = NoLimits + " -Ledger None";

    private readonly ModuleSession session = new();
    private readonly SecureString key = Secret();

    /// <summary>Sends all rows and checks the results.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="throttleLimit">The maximum number of requests in flight.</param>
    /// <returns>An action that throws if a result is missing or isn't Sent.</returns>
    public Action Send(IEnumerable rows, int count, int throttleLimit)
    {
        var results = Run(rows, throttleLimit, string.Empty);
        return () => Check(results, count);
    }

    /// <summary>Throws if a result is missing or isn't Sent.</summary>
    public static void Check(IReadOnlyList<PSObject> results, int count)
    {
        if (results.Count != count || !results.All(result => result.Properties["Success"].Value is true))
        {
            throw new InvalidOperationException($"{count} rows went in, {results.Count} results came out, or not all were sent.");
        }
    }

    /// <summary>Sends all rows, and discards the results.</summary>
    public void SendAndForget(IEnumerable rows, int throttleLimit) => Run(rows, throttleLimit, "| Out-Null");

    public void Dispose()
    {
        session.Dispose();
        key.Dispose();
    }

    private IReadOnlyList<PSObject> Run(IEnumerable rows, int throttleLimit, string rest) =>
        session.Run(
            string.Create(
                CultureInfo.InvariantCulture,
                $"param($rows, $uri, $key) $rows | Send-KirimyMessage -SessionId {MessageRows.Session} -BaseUri $uri -ApiKey $key -ThrottleLimit {throttleLimit} {arguments} {rest}"
            ),
            ("rows", rows),
            ("uri", baseUri),
            ("key", key)
        );

    private static SecureString Secret()
    {
        var secret = new SecureString();
        foreach (var c in MessageRows.Key)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
