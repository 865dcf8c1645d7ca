using System.Text;

namespace Kirimy.Client.Messages;

/// <summary>What a ledger knows an alert by: nothing that tells of its recipient or its text.</summary>
internal static class AlertFingerprint
{
    private const int Length = 16;

    /// <summary>The name of a message's alert.</summary>
    public static string Of(OutgoingMessage message)
    {
        var alert = message.Alert!;

        // A key that reads like a text is none. A recipient has no line break.
        var same = alert.Key is { } key ? "key\n" + key : "text\n" + message.Text;
        return Bytes.Hex(Bytes.Sha256(Encoding.UTF8.GetBytes(message.Receive + "\n" + same)).Take(Length));
    }
}
