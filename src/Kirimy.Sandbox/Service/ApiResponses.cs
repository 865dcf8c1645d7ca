using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kirimy.Sandbox.Http;

namespace Kirimy.Sandbox.Service;

/// <summary>Factory of responses in the formats of the API's document or, if that doesn't describe one, of NestJS, on which the API is built.</summary>
internal static class ApiResponses
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The documented response, with the deviations of simulated numbers.</summary>
    public static Response Sent(
        SentMessage sent,
        bool idOnTop = false,
        bool numericId = false,
        bool data = true,
        string text = "Message sent successfully"
    )
    {
        var body = new JsonObject { ["success"] = true, ["message"] = text };
        if (idOnTop)
        {
            body["message_id"] = sent.MessageId;
        }

        if (data)
        {
            var details = new JsonObject();
            if (numericId)
            {
                details["message_id"] = long.Parse(sent.MessageId, CultureInfo.InvariantCulture);
            }
            else if (!idOnTop)
            {
                details["message_id"] = sent.MessageId;
            }

            details["session_id"] = sent.SessionId;
            details["receive"] = sent.Recipient;
            details["timestamp"] = sent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            body["data"] = details;
        }

        return Json(200, body);
    }

    public static Response Refused(int status, string? code, string message)
    {
        var body = new JsonObject { ["success"] = false, ["message"] = message };
        if (code is not null)
        {
            body["error_code"] = code;
        }

        return Json(status, body);
    }

    /// <summary>For errors that the document doesn't describe.</summary>
    public static Response Failed(int status, string error, string message) =>
        Json(
            status,
            new JsonObject
            {
                ["message"] = message,
                ["error"] = error,
                ["statusCode"] = status,
            }
        );

    /// <summary>Without Retry-After, which the API doesn't document.</summary>
    public static Response TooManyRequests() => Failed(429, "Too Many Requests", "ThrottlerException: Too Many Requests");

    public static Response Json(int status, JsonObject body)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Unescaped))
        {
            body.WriteTo(json);
        }

        return new Response(status, Response.Json, bytes.ToArray());
    }
}
