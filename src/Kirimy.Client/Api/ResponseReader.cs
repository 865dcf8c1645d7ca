using System.Net.Http.Headers;
using Kirimy.Client.Network;

namespace Kirimy.Client.Api;

/// <summary>From an HTTP answer to what it means. Decides on <c>success</c> and <c>error_code</c>, and on the status only where the body can't be read.</summary>
/// <param name="secret">The API key: a server that repeats it to us must not bring it to a screen.</param>
/// <param name="route">The way by which the answer came: a proxy may give one of its own.</param>
/// <param name="address">The service.</param>
internal sealed class ResponseReader(string secret, ProxyRoute route, BaseAddress address)
{
    private const string Redacted = "***";
    private const int LongestText = 500;
    private const int LongestCode = 100;

    /// <summary>Reads one answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">How long the service asks to wait.</param>
    /// <param name="body">The body; null when it did not arrive whole or is too long.</param>
    public ApiResponse Read(int status, TimeSpan? retryAfter, ArraySegment<byte>? body)
    {
        if (status is >= 300 and < 400)
        {
            return Reply(ResponseKind.Refused, status, ErrorCode.RedirectRefused, Text.Reply_Redirect.With(status));
        }

        var answer = body is { } bytes ? ApiAnswer.Read(bytes) : default;
        return answer.Success switch
        {
            true => new ApiResponse
            {
                Kind = ResponseKind.Accepted,
                HttpStatus = status,
                MessageId = Shown(answer.SentId, LongestText) ?? Shown(answer.MessageId, LongestText),
                Timestamp = answer.Timestamp,
            },
            false => ReadRefusal(answer, status, retryAfter),
            null => ReadStatus(status, retryAfter),
        };
    }

    /// <summary>How long a Retry-After header asks to wait; null where there is none that makes sense.</summary>
    public static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is not { } header)
        {
            return null;
        }

        var wait = header.Delta ?? header.Date - time.GetUtcNow();
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private ApiResponse ReadRefusal(in ApiAnswer answer, int status, TimeSpan? retryAfter)
    {
        var code = Shown(answer.ErrorCode, LongestCode);
        if (code is not null && IsDocumented(code))
        {
            return Reply(ResponseKind.Refused, status, code, Said(answer, code));
        }

        // The document calls the limit "error code 429 Too Many Requests"; whichever field it comes in, it is the same.
        if (status == 429 || code?.StartsWith("429", StringComparison.Ordinal) == true)
        {
            return Busy(status, retryAfter);
        }

        if (code is null && status is >= 500 or 401 or 403 or 408)
        {
            return ReadStatus(status, retryAfter);
        }

        code ??= ErrorCode.ApiError;
        return Reply(ResponseKind.Refused, status, code, Said(answer, code));
    }

    private ApiResponse ReadStatus(int status, TimeSpan? retryAfter) =>
        status switch
        {
            >= 200 and < 300 => Reply(ResponseKind.Unreadable, status, ErrorCode.InvalidResponse, Text.Reply_Unreadable.With(status)),
            429 or 408 => Busy(status, retryAfter),
            503 when retryAfter is not null => Busy(status, retryAfter),
            >= 500 => Reply(ResponseKind.Uncertain, status, ErrorCode.ServerError, Text.Reply_ServerError.With(status)),
            401 => Reply(ResponseKind.Refused, status, ErrorCode.Unauthorized, Text.Reply_Unauthorized.With(status)),
            403 => Reply(ResponseKind.Refused, status, ErrorCode.Forbidden, Text.Reply_Forbidden.With(status)),
            404 or 405 or 410 => Reply(ResponseKind.Refused, status, ErrorCode.EndpointNotFound, Text.Reply_EndpointNotFound.With(status)),
            // The proxy's answer, not the service's.
            407 => Reply(
                ResponseKind.NotReached,
                status,
                ErrorCode.ProxyAuthentication,
                ConnectionErrors.AskedBy(route.Current(address), route)
            ),
            _ => Reply(ResponseKind.Refused, status, ErrorCode.HttpError, Text.Reply_HttpError.With(status)),
        };

    private static ApiResponse Busy(int status, TimeSpan? retryAfter) =>
        Reply(ResponseKind.Busy, status, ErrorCode.RateLimited, Text.Reply_Busy.With(status)) with
        {
            RetryAfter = retryAfter,
        };

    private static ApiResponse Reply(ResponseKind kind, int status, string code, string text) =>
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

    private string Said(in ApiAnswer answer, string code) =>
        Shown(answer.Message, LongestText) is { } said ? Text.Reply_Refused.With(said) : Text.Reply_RefusedSilently.With(code);

    /// <summary>What the server says, fit for a screen: without the key (before it is cut, or half of it would pass) and escape sequences.</summary>
    private string? Shown(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = text!.Replace(secret, Redacted);
        foreach (var c in clean)
        {
            if (char.IsControl(c))
            {
                clean = string.Concat(clean.Select(sign => char.IsControl(sign) ? ' ' : sign));
                break;
            }
        }

        clean = clean.Trim();
        return clean.Length <= longest ? clean : clean[..(char.IsHighSurrogate(clean[longest - 1]) ? longest - 1 : longest)] + "…";
    }
}
