using System.Security;

namespace Kirimy;

/// <summary>A running sandbox, with the settings that a request to it needs.</summary>
/// <remarks>BaseUri, ApiKey and SessionId have the names of Send-KirimyMessage's parameters.</remarks>
public sealed class SandboxInfo
{
    internal SandboxInfo() { }

    /// <summary>The number of the sandbox in this process, from 1.</summary>
    public int Id { get; internal init; }

    /// <summary>The base URI of its API, ending in <c>/v1/</c>.</summary>
    public Uri BaseUri { get; internal init; } = null!;

    /// <summary>The accepted API key.</summary>
    public SecureString ApiKey { get; internal init; } = null!;

    /// <summary>
    /// The generated API key as text, for curl and other programs; it is valid for this sandbox only. Null if the user specified the key,
    /// which may also be valid elsewhere.
    /// </summary>
    public string? ApiKeyText { get; internal init; }

    /// <summary>The first connected session.</summary>
    public string SessionId { get; internal init; } = string.Empty;

    /// <summary>All connected sessions.</summary>
    public IReadOnlyList<string> SessionIds { get; internal init; } = [];

    /// <summary>The page that shows received messages, for a browser on this machine.</summary>
    public Uri InboxUri { get; internal init; } = null!;

    /// <summary>Its port on the loopback address 127.0.0.1.</summary>
    public int Port { get; internal init; }

    /// <summary>The number of received messages so far, delivered or not.</summary>
    public long MessageCount => ReadMessageCount();

    /// <summary>Whether it is the default sandbox of the PowerShell session that started it.</summary>
    public bool IsDefault => ReadIsDefault();

    /// <summary>The simulated numbers, for which it responds with errors and faults.</summary>
    public IReadOnlyList<SandboxRecipient> SimulatedNumbers { get; internal init; } = [];

    internal Func<long> ReadMessageCount { get; init; } = () => 0;

    internal Func<bool> ReadIsDefault { get; init; } = () => false;

    /// <inheritdoc/>
    public override string ToString() => BaseUri.ToString();
}

/// <summary>A simulated number: the sandbox responds to it with one error or fault, the same one each time.</summary>
/// <remarks>
/// The numbers are valid Indonesian mobile numbers by libphonenumber's numbering plan, in the 0860 range that no operator has, so a
/// client's validation accepts them, and they don't reach anyone if they are sent to the real service by mistake.
/// </remarks>
public sealed class SandboxRecipient
{
    internal SandboxRecipient() { }

    /// <summary>The number in the service's form.</summary>
    public string Number { get; internal init; } = string.Empty;

    /// <summary>A short, stable name without spaces.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>The behavior of the sandbox, in a sentence.</summary>
    public string Description { get; internal init; } = string.Empty;

    /// <summary>The status of a message to it in Send-KirimyMessage with the default delivery mode, AtMostOnce.</summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>The error code of that message; null if it is sent.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Whether the sandbox counts the message as sent, regardless of the response.</summary>
    public bool Delivered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}";
}
