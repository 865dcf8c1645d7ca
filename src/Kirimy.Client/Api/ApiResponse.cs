namespace Kirimy.Client.Api;

/// <summary>What one request came to.</summary>
public sealed record ApiResponse
{
    /// <summary>How far the request came.</summary>
    public required ResponseKind Kind { get; init; }

    /// <summary>Why the message was not taken; null when it was.</summary>
    public string? Code { get; init; }

    /// <summary>The same in a sentence.</summary>
    public string? Text { get; init; }

    /// <summary>The service's id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>When the service sent the message, by its clock.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The HTTP status, when an answer came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How long the service asks to wait, by its Retry-After header; not capped.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How long ago the request's body began to go out when this was known; zero when it did not.</summary>
    public TimeSpan Elapsed { get; internal set; }
}
