using System.Security;

namespace Kirimy;

/// <summary>A running sandbox: where it is, and what a request to it needs.</summary>
/// <remarks>The names of BaseUri, ApiKey and SessionId are those of Send-KirimyMessage's parameters.</remarks>
public sealed class SandboxInfo
{
    internal SandboxInfo() { }

    /// <summary>The number of the sandbox in this process, from 1.</summary>
    public int Id { get; internal init; }

    /// <summary>The base URI of its API, ending in <c>/v1/</c>.</summary>
    public Uri BaseUri { get; internal init; } = null!;

    /// <summary>The API key that it takes.</summary>
    public SecureString ApiKey { get; internal init; } = null!;

    /// <summary>
    /// The same as text, for curl and other programs: a key that the sandbox made opens nothing else. Null when the key was given, since it may
    /// be one that does.
    /// </summary>
    public string? ApiKeyText { get; internal init; }

    /// <summary>The first of its sessions.</summary>
    public string SessionId { get; internal init; } = string.Empty;

    /// <summary>All of its sessions that are connected.</summary>
    public IReadOnlyList<string> SessionIds { get; internal init; } = [];

    /// <summary>The page that shows what it received, for a browser on this machine.</summary>
    public Uri InboxUri { get; internal init; } = null!;

    /// <summary>Its port on the loopback address 127.0.0.1.</summary>
    public int Port { get; internal init; }

    /// <summary>How many messages it has received up to now, delivered or not.</summary>
    public long MessageCount => ReadMessageCount();

    /// <summary>Whether the session that started it uses it where a command is given no base URI, API key or session.</summary>
    public bool IsDefault => ReadIsDefault();

    /// <summary>The numbers at which it plays errors and faults.</summary>
    public IReadOnlyList<SandboxRecipient> SimulatedNumbers { get; internal init; } = [];

    internal Func<long> ReadMessageCount { get; init; } = () => 0;

    internal Func<bool> ReadIsDefault { get; init; } = () => false;

    /// <inheritdoc/>
    public override string ToString() => BaseUri.ToString();
}

/// <summary>A simulated number: the sandbox responds to it with one error or fault, the same one each time.</summary>
/// <remarks>
/// The numbers are valid Indonesian mobile numbers by libphonenumber's numbering plan, in the 0860 range that no operator has, so a client's
/// own check lets them through and, sent to the real service by mistake, they reach nobody.
/// </remarks>
public sealed class SandboxRecipient
{
    internal SandboxRecipient() { }

    /// <summary>The number, as the service takes it.</summary>
    public string Number { get; internal init; } = string.Empty;

    /// <summary>A short name without spaces; stable.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>What the sandbox does, in a sentence.</summary>
    public string Description { get; internal init; } = string.Empty;

    /// <summary>How a message to it ends in Send-KirimyMessage, as long as what failed is not repeated at the risk of sending twice.</summary>
    public DeliveryStatus Status { get; internal init; }

    /// <summary>The error code that it then ends with; null when it is sent.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Whether the sandbox counts the message as sent, whatever it answers.</summary>
    public bool Delivered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Name}";
}
