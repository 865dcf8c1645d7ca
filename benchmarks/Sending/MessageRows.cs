using System.Globalization;
using System.Management.Automation;

namespace Kirimy.Benchmarks.Sending;

/// <summary>The messages to send: each has a different recipient, so that no message waits for another.</summary>
internal static class MessageRows
{
    public const string Session = "bench";
    public const string Key = "benchmark-key-0123456789abcdef";

    /// <summary>Rows as Import-Csv makes them; made one by one, as they are read.</summary>
    public static IEnumerable<PSObject> Piped(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (recipient, message) = Message(i);
            // With its capacity, as Import-Csv makes it: without, PowerShell enters each row in a table that grows between collections.
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
