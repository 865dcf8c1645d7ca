using Kirimy.Client.Ledger.Memory;
using Kirimy.Client.Ledger.Redis;
using Kirimy.Client.Ledger.Sqlite;

namespace Kirimy.Client.Ledger.Addresses;

/// <summary>The address of a ledger: a file, a server, or none.</summary>
internal sealed class LedgerAddress
{
    private const string SchemeEnd = "://";

    /// <summary>Schemes that users may try for a file or a server: these aren't names of PowerShell drives.</summary>
    private static readonly string[] Schemes = ["redis", "rediss", "file", "sqlite", "http", "https"];

    private readonly string? path;
    private readonly RedisAddress? server;

    private LedgerAddress(string? path) => this.path = path;

    private LedgerAddress(RedisAddress server) => this.server = server;

    /// <summary>No ledger: its data ends with the process.</summary>
    public static LedgerAddress None { get; } = new(path: null);

    /// <summary>The default file, in the user's folder for application state.</summary>
    public static LedgerAddress Default => new(Path.Combine(StateFolder.Path, "ledger.db"));

    /// <summary>Whether it is a file, which needs no network.</summary>
    public bool IsFileOfThisMachine => path is not null;

    /// <summary>Whether an address is a file, as opposed to a server or None.</summary>
    public static bool IsFile(string text)
    {
        _ = text ?? throw new ArgumentNullException(nameof(text));
        return !string.Equals(text.Trim(), nameof(None), StringComparison.OrdinalIgnoreCase) && SchemeOf(text) is null;
    }

    /// <summary>Parses an address.</summary>
    /// <param name="text">A whole path, <c>redis://…</c>, <c>rediss://…</c> or <c>None</c>.</param>
    /// <exception cref="KirimyException">INVALID_LEDGER.</exception>
    public static LedgerAddress Parse(string text)
    {
        text = text?.Trim() ?? throw new ArgumentNullException(nameof(text));
        if (string.Equals(text, nameof(None), StringComparison.OrdinalIgnoreCase))
        {
            return None;
        }

        if (RedisAddress.IsMeant(text))
        {
            return new LedgerAddress(RedisAddress.Parse(text));
        }

        if (SchemeOf(text) is { } scheme)
        {
            // The rest may be a secret, so it isn't shown.
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Ledger_UnknownScheme.With(scheme));
        }

        try
        {
            return new LedgerAddress(Path.GetFullPath(text));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Ledger_BadPath.With(text, exception.Message), exception);
        }
    }

    /// <summary>Opens the ledger for a key at a service; creates its file if there is none.</summary>
    /// <param name="scope">The key and the service.</param>
    /// <param name="options">The limits of the plan, and how records are kept.</param>
    /// <exception cref="KirimyException">LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.</exception>
    public DeliveryLedger Open(LedgerScope scope, LedgerOptions options)
    {
        _ = scope ?? throw new ArgumentNullException(nameof(scope));
        _ = options ?? throw new ArgumentNullException(nameof(options));
        ILedgerStore store = (path, server) switch
        {
            (_, not null) => new RedisLedgerStore(server, scope, options, LocalMarks.Default),
            (not null, _) => SqliteLedgerStore.Open(path, scope, options),
            _ => new MemoryLedgerStore(scope, options),
        };
        return new DeliveryLedger(store, options.Time);
    }

    /// <summary>Opens the ledger's records; doesn't create a ledger.</summary>
    /// <param name="options">The options of the ledger.</param>
    /// <exception cref="KirimyException">
    /// INVALID_LEDGER: nothing is stored; LEDGER_UNAVAILABLE, LEDGER_DAMAGED, LEDGER_VERSION_UNSUPPORTED.
    /// </exception>
    public IDeliveryLog OpenLog(LedgerOptions options)
    {
        _ = options ?? throw new ArgumentNullException(nameof(options));
        if (server is not null)
        {
            return new RedisDeliveryLog(server, options, LocalMarks.Default);
        }

        if (path is null)
        {
            throw new KirimyException(ErrorCode.InvalidLedger, Text.Ledger_NoRecords);
        }

        // An existing path that isn't a file can't be used; a file that is missing after use isn't an empty ledger.
        return File.Exists(path) || Directory.Exists(path) || LedgerTrace.Find(path) is not null
            ? SqliteDeliveryLog.Open(path, options)
            : new EmptyDeliveryLog();
    }

    /// <inheritdoc/>
    public override string ToString() => server?.ToString() ?? path ?? nameof(None);

    private static string? SchemeOf(string text)
    {
        var end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        var prefix = text.Split([':'], 2)[0];
        return end > 0 ? text.Substring(0, end)
            : prefix.Length < text.Length && Schemes.Contains(prefix, StringComparer.OrdinalIgnoreCase) ? prefix
            : null;
    }
}
