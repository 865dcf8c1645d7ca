using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kirimy.Client.Tests.Servers;

/// <summary>A redis-server on a free loopback port with its own folder. It is stopped, and its folder is deleted, at the end.</summary>
internal sealed class RedisServer : IDisposable
{
    private const string Program = "redis-server";

    /// <summary>The options that make every write durable.</summary>
    private static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "always"];

    private readonly string folder = Directory.CreateTempSubdirectory("kirimy-redis-").FullName;
    private readonly string[] options;
    private Process? process;

    private RedisServer(string[] options) => this.options = options;

    /// <summary>Whether redis-server is installed.</summary>
    public static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(static folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>The reason for skipping a test if redis-server isn't installed.</summary>
    public static string Missing => "There is no redis-server on this machine (Debian: apt-get install redis-server).";

    public int Port { get; } = FreePort();

    public string Uri => $"redis://127.0.0.1:{Port}/0";

    /// <summary>Starts a server.</summary>
    /// <param name="options">Directives of redis.conf, each followed by its value.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts a server that makes every write durable.</summary>
    public static Task<RedisServer> StartDurableAsync() => StartAsync(Durable);

    /// <summary>Restarts the server on the same port with its data.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        string[] all =
        [
            "--port",
            Port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--dir",
            folder,
            "--save",
            "",
            .. options,
        ];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException($"redis-server did not start: {string.Join('\n', said)}");
    }

    /// <summary>Kills the server.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        if (process is not null)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
