namespace Kirimy.Sandbox.Http;

/// <summary>The names of the HTTP statuses that the sandbox answers with (RFC 9110; 429 and 431 from RFC 6585).</summary>
internal static class ReasonPhrase
{
    public static string Of(int status) =>
        status switch
        {
            200 => "OK",
            201 => "Created",
            302 => "Found",
            307 => "Temporary Redirect",
            400 => "Bad Request",
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            408 => "Request Timeout",
            409 => "Conflict",
            413 => "Payload Too Large",
            415 => "Unsupported Media Type",
            421 => "Misdirected Request",
            422 => "Unprocessable Content",
            429 => "Too Many Requests",
            431 => "Request Header Fields Too Large",
            500 => "Internal Server Error",
            501 => "Not Implemented",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            505 => "HTTP Version Not Supported",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
        };
}
