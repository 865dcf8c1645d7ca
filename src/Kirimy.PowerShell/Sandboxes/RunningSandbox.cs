using System.Net;
using Kirimy.PowerShell.Session;
using Kirimy.Sandbox;
using Kirimy.Sandbox.Service;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>A sandbox of this process and the PowerShell session that has it as its default.</summary>
internal sealed class RunningSandbox
{
    // A field of a reference type only: PowerShell reflects over this assembly before the engine can be loaded.
    private readonly SandboxServer server;
    private SessionDefaults? defaults;

    private RunningSandbox(int id, SessionDefaults owner, SandboxServer server, bool hasOwnKey)
    {
        Owner = owner;
        this.server = server;
        Info = new SandboxInfo
        {
            Id = id,
            BaseUri = server.BaseUri,
            ApiKey = new NetworkCredential(string.Empty, server.ApiKey).SecurePassword,
            ApiKeyText = hasOwnKey ? server.ApiKey : null,
            SessionId = server.SessionIds[0],
            SessionIds = server.SessionIds,
            InboxUri = server.InboxUri,
            Port = server.Port,
            SimulatedNumbers = SandboxServer.SimulatedNumbers,
            ReadMessageCount = () => server.MessageCount,
            ReadIsDefault = () => defaults is not null && ReferenceEquals(defaults.BaseUri, server.BaseUri),
        };
    }

    public SandboxInfo Info { get; }

    /// <summary>The session that started it.</summary>
    public SessionDefaults Owner { get; }

    /// <summary>Whether it is the default of a PowerShell session that may have started the current one.</summary>
    public bool IsDefaultOfParent => Info.IsDefault && defaults!.MayBeParent;

    public IReadOnlyList<SandboxMessage> Messages => server.Messages;

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="KirimyException">The port can't be used, or the API key isn't valid.</exception>
    public static RunningSandbox Start(int id, SessionDefaults owner, SandboxSettings settings) =>
        new(
            id,
            owner,
            SandboxServer.Start(
                new SandboxOptions
                {
                    Port = settings.Port,
                    ApiKey = settings.ApiKey is null ? null : new NetworkCredential(string.Empty, settings.ApiKey).Password,
                    SessionIds = settings.SessionIds,
                    InactiveSessionIds = settings.InactiveSessionIds,
                    RequestsPerMinute = settings.RequestsPerMinute,
                    MessagesPerDay = settings.MessagesPerDay,
                    Quota = settings.Quota,
                    Latency = settings.Latency,
                }
            ),
            hasOwnKey: settings.ApiKey is null
        );

    /// <summary>Makes it the default of a PowerShell session.</summary>
    public void UseAsDefault(SessionDefaults session)
    {
        session.BaseUri = Info.BaseUri;
        session.ApiKey = Info.ApiKey;
        session.SessionId = Info.SessionId;
        defaults = session;
    }

    public void Stop()
    {
        // Before the server stops, because another program may listen on the port afterward.
        if (Info.IsDefault)
        {
            defaults!.Clear();
        }

        server.Dispose();
    }
}
