using System.Globalization;
using System.Text;

namespace Kirimy.Client.Tests.Servers;

/// <summary>The response of a scripted server to a request.</summary>
internal sealed record Answer
{
    /// <summary>The bytes to write, or null for none.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Whether the connection is closed afterwards.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether the connection then stays open without a response.</summary>
    public bool Hangs { get; init; }

    public static Answer Sent(string id = "M-1") =>
        Json(
            200,
            """{"success":true,"message":"Message sent successfully","data":{"message_id":"ID","timestamp":"2024-01-01T10:00:00Z"}}""".Replace(
                "ID",
                id,
                StringComparison.Ordinal
            )
        );

    public static Answer Refused(string code, int status = 400, string text = "no") =>
        Json(status, $$"""{"success":false,"message":"{{text}}","error_code":"{{code}}"}""");

    public static Answer Json(int status, string json, params string[] headers) =>
        Http(status, "application/json", Encoding.UTF8.GetBytes(json), headers);

    public static Answer Html(int status, params string[] headers) =>
        Http(status, "text/html", "<html><body><h1>Error</h1></body></html>"u8.ToArray(), headers);

    public static Answer Http(int status, string contentType, byte[] body, params string[] headers)
    {
        var head = new StringBuilder();
        head.Append(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n"
        );
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return new Answer { Bytes = [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body] };
    }

    /// <summary>Announces a longer body than it writes, and closes the connection.</summary>
    public static Answer Truncated(int status, string json) =>
        new()
        {
            Bytes = Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {json.Length + 500}\r\n\r\n{json}"
                )
            ),
            Closes = true,
        };

    public static Answer Raw(string text, bool closes = true) => new() { Bytes = Encoding.Latin1.GetBytes(text), Closes = closes };

    /// <summary>Closes the connection without a response after the complete request.</summary>
    public static Answer Drop { get; } = new() { Closes = true };

    /// <summary>Never responds.</summary>
    public static Answer Hang { get; } = new() { Hangs = true };
}
