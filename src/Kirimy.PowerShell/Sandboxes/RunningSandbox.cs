using System.Net;
using Kirimy.PowerShell.Session;
using Kirimy.Sandbox;
using Kirimy.Sandbox.Service;

namespace Kirimy.PowerShell.Sandboxes;

/// <summary>A sandbox of this process, and the session that has it as its default.</summary>
internal sealed class RunningSandbox
{
    // A reference, never a value of the engine's: PowerShell reads the types of this assembly before the engine can be found.
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

    /// <summary>Whether a session that may have started the one that asks has it as its default.</summary>
    public bool IsDefaultAround => Info.IsDefault && defaults!.MayHaveStartedThis;

    public IReadOnlyList<SandboxMessage> Messages => server.Messages;

    /// <summary>Starts a sandbox.</summary>
    /// <exception cref="KirimyException">It can't listen, or the key is none.</exception>
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

    /// <summary>Makes it what a session's commands use where they are given nothing else.</summary>
    public void UseAsDefault(SessionDefaults session)
    {
        session.BaseUri = Info.BaseUri;
        session.ApiKey = Info.ApiKey;
        session.SessionId = Info.SessionId;
        defaults = session;
    }

    public void Stop()
    {
        // Before the server goes: nothing may be sent to where nobody, or someone else, listens.
        if (Info.IsDefault)
        {
            defaults!.Clear();
        }

        server.Dispose();
    }
}
