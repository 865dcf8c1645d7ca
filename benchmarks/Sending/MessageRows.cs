using System.Globalization;
using System.Management.Automation;

namespace Kirimy.Benchmarks.Sending;

/// <summary>The messages to send: each has a different recipient, so that no message waits for another.</summary>
internal static class MessageRows
{
    public const string Session = "bench";
    public const string Key = "benchmark-key-0123456789abcdef";

    /// <summary>Rows like those of Import-Csv, created as they are enumerated.</summary>
    public static IEnumerable<PSObject> Piped(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (recipient, message) = Message(i);
            // With a capacity, like Import-Csv. Without it, PowerShell adds each row to a table that grows between collections.
            var row = new PSObject(2);
            row.Properties.Add(new PSNoteProperty("wa", recipient));
            row.Properties.Add(new PSNoteProperty("message", message));
            yield return row;
        }
    }

    private static (string Recipient, string Message) Message(int index) =>
        (
            "62812" + index.ToString("00000000", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"Halo, pesanan Anda nomor {index} sudah kami kirim. Terima kasih.")
        );
}
