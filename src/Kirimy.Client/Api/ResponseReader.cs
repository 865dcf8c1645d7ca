using System.Net.Http.Headers;
using System.Text.Json;
using Kirimy.Client.Network;

namespace Kirimy.Client.Api;

/// <summary>
/// Interprets an HTTP response. <c>success</c> and <c>error_code</c> decide; the status decides only if the body can't be read. The JSON is
/// read tolerantly: a property that is missing or has another type counts as null, and the last of two with one name counts. Thread-safe.
/// </summary>
/// <param name="key">The API key, which is removed from the server's texts.</param>
/// <param name="route">The route of the response, because a proxy may have created it.</param>
internal sealed class ResponseReader(ApiKey key, ProxyRoute route, BaseAddress address)
{
    private const int MaxTextLength = 500;
    private const int MaxCodeLength = 100;

    /// <summary>The length to which a text is cut before it is searched for the key.</summary>
    private const int MaxSearchedLength = 8192;

    /// <summary>Interprets one response.</summary>
    /// <param name="retryAfter">The wait that the service requests.</param>
    /// <param name="body">The body; null if it didn't arrive as a whole or is too long.</param>
    public ApiResponse Read(int status, TimeSpan? retryAfter, byte[]? body)
    {
        if (status is >= 300 and < 400)
        {
            return Response(ResponseKind.Refused, status, ErrorCode.RedirectRefused, Text.Response_Redirect.With(status));
        }

        try
        {
            using var json = body is null ? null : JsonDocument.Parse(WithoutByteOrderMark(body));
            if (json is not null && json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return ReadObject(json.RootElement, status, retryAfter);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a property's name isn't valid text.
        }

        return ReadStatus(status, retryAfter);
    }

    /// <summary>The wait in a Retry-After header; null without a valid one.</summary>
    public static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is not { } header)
        {
            return null;
        }

        var wait = header.Delta ?? header.Date - time.GetUtcNow();
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private ApiResponse ReadObject(JsonElement root, int status, TimeSpan? retryAfter)
    {
        switch (ReadBoolean(root, "success"))
        {
            case true:
                var data = root.TryGetProperty("data", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;

                // The document's JavaScript sample reads the ID at the top level.
                return new ApiResponse
                {
                    Kind = ResponseKind.Accepted,
                    HttpStatus = status,
                    MessageId = Shown(ReadText(data, "message_id"), MaxTextLength) ?? Shown(ReadText(root, "message_id"), MaxTextLength),
                    Timestamp = ReadTime(data, "timestamp"),
                };
            case false:
                return ReadRefusal(Shown(ReadText(root, "error_code"), MaxCodeLength), ReadText(root, "message"), status, retryAfter);
            default:
                return ReadStatus(status, retryAfter);
        }
    }

    private ApiResponse ReadRefusal(string? code, string? message, int status, TimeSpan? retryAfter)
    {
        if (code is null || !IsDocumented(code))
        {
            // The document calls the limit "error code 429 Too Many Requests", which means the same in every field.
            if (status == 429 || code?.StartsWith("429", StringComparison.Ordinal) == true)
            {
                return Busy(status, retryAfter);
            }

            if (code is null && status is >= 500 or 401 or 403 or 408)
            {
                return ReadStatus(status, retryAfter);
            }
        }

        code ??= ErrorCode.ApiError;
        var text = Shown(message, MaxTextLength) is { } said ? Text.Response_Refused.With(said) : Text.Response_RefusedSilently.With(code);
        return Response(ResponseKind.Refused, status, code, text);
    }

    private ApiResponse ReadStatus(int status, TimeSpan? retryAfter) =>
        status switch
        {
            >= 200 and < 300 => Response(ResponseKind.Unreadable, status, ErrorCode.InvalidResponse, Text.Response_Unreadable.With(status)),
            429 or 408 => Busy(status, retryAfter),
            503 when retryAfter is not null => Busy(status, retryAfter),
            >= 500 => Response(ResponseKind.Uncertain, status, ErrorCode.ServerError, Text.Response_ServerError.With(status)),
            401 => Response(ResponseKind.Refused, status, ErrorCode.Unauthorized, Text.Response_Unauthorized.With(status)),
            403 => Response(ResponseKind.Refused, status, ErrorCode.Forbidden, Text.Response_Forbidden.With(status)),
            404 or 405 or 410 => Response(
                ResponseKind.Refused,
                status,
                ErrorCode.EndpointNotFound,
                Text.Response_EndpointNotFound.With(status)
            ),
            // The proxy's answer, not the service's.
            407 => Response(
                ResponseKind.NotReached,
                status,
                ErrorCode.ProxyAuthentication,
                ConnectionErrors.AskedBy(route.Current(address), route)
            ),
            _ => Response(ResponseKind.Refused, status, ErrorCode.HttpError, Text.Response_HttpError.With(status)),
        };

    private static ApiResponse Busy(int status, TimeSpan? retryAfter) =>
        Response(ResponseKind.Busy, status, ErrorCode.RateLimited, Text.Response_Busy.With(status)) with
        {
            RetryAfter = retryAfter,
        };

    private static ApiResponse Response(ResponseKind kind, int status, string code, string text) =>
        new()
        {
            Kind = kind,
            Code = code,
            Text = text,
            HttpStatus = status,
        };

    private static bool IsDocumented(string code) =>
        code
            is ErrorCode.InvalidApiKey
                or ErrorCode.SessionNotFound
                or ErrorCode.SessionInactive
                or ErrorCode.InvalidPhoneNumber
                or ErrorCode.MessageEmpty
                or ErrorCode.QuotaExceeded;

    /// <summary>
    /// The server's message, safe to show: without the key (removed before the text is cut) and without control characters.
    /// </summary>
    private string? Shown(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = key.Mask(Cut(text!, MaxSearchedLength));
        return Cut(string.Concat(clean.Select(static c => char.IsControl(c) ? ' ' : c)).Trim(), maxLength);
    }

    private static string Cut(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)] + "…";

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] body) => body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    /// <summary>True or false, also as a string.</summary>
    private static bool? ReadBoolean(JsonElement parent, string name) =>
        !parent.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : bool.TryParse(TextOf(value), out var read) ? read
        : null;

    /// <summary>A string, or a number as written, because an ID of the service can be either.</summary>
    private static string? ReadText(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: JavaScript writes a character that was cut in this way.
            return null;
        }
    }

    /// <summary>A time in any usual format; UTC if it has no offset.</summary>
    private static DateTimeOffset? ReadTime(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(ReadText(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
