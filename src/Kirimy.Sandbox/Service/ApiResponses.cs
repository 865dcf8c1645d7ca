using System.Text.Encodings.Web;
using System.Text.Json;
using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Service;

/// <summary>Factory of responses in the formats of the API's document or, if that doesn't describe one, of NestJS, on which the API is built.</summary>
internal static class ApiResponses
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Response Sent(SentMessage sent) => Json(200, json => WriteSent(json, sent));

    /// <summary>With the deviations of simulated numbers.</summary>
    public static void WriteSent(
        Utf8JsonWriter json,
        SentMessage sent,
        bool idOnTop = false,
        bool numericId = false,
        bool data = true,
        string text = "Message sent successfully"
    )
    {
        json.WriteStartObject();
        json.WriteBoolean("success", value: true);
        json.WriteString("message", text);
        if (idOnTop)
        {
            json.WriteString("message_id", sent.MessageId);
        }

        if (data)
        {
            json.WriteStartObject("data");
            if (numericId)
            {
                json.WriteNumber("message_id", long.Parse(sent.MessageId, CultureInfo.InvariantCulture));
            }
            else if (!idOnTop)
            {
                json.WriteString("message_id", sent.MessageId);
            }

            json.WriteString("session_id", sent.SessionId);
            json.WriteString("receive", sent.Recipient);
            json.WriteString("timestamp", sent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static Response Refused(int status, string? code, string message) =>
        Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("success", value: false);
                json.WriteString("message", message);
                if (code is not null)
                {
                    json.WriteString("error_code", code);
                }

                json.WriteEndObject();
            }
        );

    /// <summary>For errors that the document doesn't describe.</summary>
    public static Response Failed(int status, string error, string message) =>
        Json(
            status,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("message", message);
                json.WriteString("error", error);
                json.WriteNumber("statusCode", status);
                json.WriteEndObject();
            }
        );

    /// <summary>Without Retry-After, which the API doesn't document.</summary>
    public static Response TooManyRequests() => Failed(429, "Too Many Requests", "ThrottlerException: Too Many Requests");

    public static Response Json(int status, Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Unescaped))
        {
            write(json);
        }

        return new Response(status, Response.Json, bytes.ToArray());
    }
}
