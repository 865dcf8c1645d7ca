namespace Kirimy.Client.Api;

/// <summary>What one request came to, as far as anybody can know.</summary>
public enum ResponseKind
{
    /// <summary>The service took the message.</summary>
    Accepted,

    /// <summary>The service refused the message.</summary>
    Refused,

    /// <summary>The service takes no requests for now, and did not process this one (429, 408, 503 with Retry-After).</summary>
    Busy,

    /// <summary>The request never left.</summary>
    NotReached,

    /// <summary>The request may have arrived, and the message may have been sent.</summary>
    Uncertain,

    /// <summary>The service answered 2xx with a body that can't be read: the message was most likely sent.</summary>
    Unreadable,
}
