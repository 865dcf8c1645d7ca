namespace Kirimy.Client.Api;

/// <summary>The outcome of one request: the service's response, or the reason why there is none.</summary>
internal sealed record ApiResponse
{
    /// <summary>The stage that the request reached.</summary>
    public required ResponseKind Kind { get; init; }

    /// <summary>The error code; null if the message was accepted.</summary>
    public string? Code { get; init; }

    /// <summary>The error in a sentence.</summary>
    public string? Text { get; init; }

    /// <summary>The service's ID of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>When the service sent the message, by its clock.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The HTTP status, if a response arrived.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The wait that the service requests (Retry-After header), without an upper limit.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The time from the first byte of the request's body to this outcome; zero if no byte was sent.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>The outcome of one request, as far as it is known.</summary>
internal enum ResponseKind
{
    /// <summary>The service accepted the message.</summary>
    Accepted,

    /// <summary>The service refused the message.</summary>
    Refused,

    /// <summary>The service doesn't accept requests at the moment, and didn't process this one (429, 408, 503 with Retry-After).</summary>
    Busy,

    /// <summary>The request wasn't sent.</summary>
    NotReached,

    /// <summary>The request may have arrived, and the message may have been sent.</summary>
    Uncertain,

    /// <summary>The service returned 2xx with a body that can't be read: the message was most likely sent.</summary>
    Unreadable,
}
