using System.Net;
using System.Net.Sockets;
using Kirimy.Sandbox.Http;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public void The_sandbox_reports_its_address()
    {
        using var sandbox = SandboxServer.Start();
        Assert.InRange(sandbox.Port, 1, 65535);
        Assert.Equal(new Uri($"http://127.0.0.1:{sandbox.Port}/v1/"), sandbox.BaseUri);
        Assert.Equal(new Uri($"http://127.0.0.1:{sandbox.Port}/"), sandbox.InboxUri);
        Assert.Equal(["sandbox"], sandbox.SessionIds);
    }

    [Fact]
    public async Task Several_sandboxes_run_independently_of_each_other()
    {
        var servers = Enumerable.Range(0, 10).Select(_ => new TestServer()).ToList();
        Assert.Equal(10, servers.Select(s => s.Sandbox.Port).Distinct().Count());
        await servers[3].SendAsync();
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 0], servers.Select(s => s.Sandbox.MessageCount));
        servers.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task The_port_is_free_after_the_sandbox_has_stopped()
    {
        var port = 0;
        for (var i = 0; i < 10; i++)
        {
            using var server = new TestServer(new SandboxOptions { Port = port });
            port = server.Sandbox.Port;
            Assert.Equal(200, (await server.SendAsync()).Status);
        }
    }

    [Fact]
    public void A_port_of_another_sandbox_is_in_use()
    {
        using var sandbox = SandboxServer.Start();
        var exception = Assert.Throws<KirimyException>(() => SandboxServer.Start(new SandboxOptions { Port = sandbox.Port }));
        Assert.Equal(ErrorCode.SandboxPortInUse, exception.Code);
        Assert.Contains($"Port {sandbox.Port} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_another_program_is_in_use()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var exception = Assert.Throws<KirimyException>(() => SandboxServer.Start(new SandboxOptions { Port = port }));
        Assert.Equal(ErrorCode.SandboxPortInUse, exception.Code);
    }

    [Fact]
    public async Task Stopping_twice_has_no_further_effect()
    {
        var server = new TestServer();
        await server.SendAsync();
        server.Dispose();
        server.Sandbox.Dispose();
        Assert.Equal(1, server.Sandbox.MessageCount);
        Assert.Empty(server.Sandbox.Messages);
    }

    [Fact]
    public async Task Stopping_ends_hanging_and_stalled_connections()
    {
        var time = new SignallingTime();
        using var server = new TestServer(new SandboxOptions { TimeProvider = time });
        var hanging = Enumerable.Range(0, 20).Select(_ => server.SendAsync(TestServer.Magic("Hang"))).ToList();
        for (var i = 0; i < hanging.Count; i++)
        {
            await time.WaitedForAsync(HttpConnection.WithheldTimeout);
        }

        using var uploading = await RawClient.ConnectAsync(server.Sandbox);
        await uploading.SendAsync(
            $"POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1:{server.Sandbox.Port}\r\nContent-Length: 1000\r\n\r\nx"
        );
        await time.WaitedForAsync(HttpConnection.RequestTimeout);

        using var idle = await RawClient.ConnectAsync(server.Sandbox);
        await idle.SendAsync("GET / HT");

        var stopped = Task.Run(server.Sandbox.Dispose, TestContext.Current.CancellationToken);
        await stopped;
        foreach (var pending in hanging)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => pending);
        }

        Assert.Empty(await uploading.ReadToEndAsync());
        Assert.Empty(await idle.ReadToEndAsync());
        Assert.True(server.Sandbox.HasEnded);
    }

    [Fact]
    public async Task Stopping_under_load_leaves_no_open_connection()
    {
        for (var round = 0; round < 5; round++)
        {
            using var server = new TestServer(new SandboxOptions { RequestsPerMinute = int.MaxValue });
            var requests = Enumerable.Range(0, 40).Select(_ => Task.Run(() => server.SendAsync())).ToList();
            await Task.WhenAny(requests);
            server.Sandbox.Dispose();
            foreach (var request in requests)
            {
                var exception = await Record.ExceptionAsync(() => request);
                Assert.True(exception is null or HttpRequestException, exception?.ToString());
            }

            Assert.True(server.Sandbox.HasEnded);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("kunci🔑")]
    public void An_API_key_that_is_not_valid_in_a_header_is_refused(string key)
    {
        var exception = Assert.Throws<KirimyException>(() => SandboxServer.Start(new SandboxOptions { ApiKey = key }));
        Assert.Equal(ErrorCode.ApiKeyMalformed, exception.Code);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        SandboxOptions[] wrong =
        [
            new() { Port = -1 },
            new() { Port = 65536 },
            new() { SessionIds = [] },
            new() { SessionIds = [""] },
            new() { RequestsPerMinute = 0 },
            new() { RateWindow = TimeSpan.Zero },
            new() { MessagesPerDay = 0 },
            new() { Quota = -1 },
            new() { Latency = TimeSpan.FromSeconds(-1) },
            new() { Latency = TimeSpan.FromHours(1) },
        ];
        Assert.All(wrong, options => Assert.Throws<ArgumentOutOfRangeException>(() => SandboxServer.Start(options)));
    }
}
