using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Kirimy.Sandbox.Service;
using Kirimy.Sandbox.Tests.Hosting;

namespace Kirimy.Sandbox.Tests;

public sealed class RequestFuzzTests
{
    private const int Mutations = 4000;

    [Fact]
    public async Task A_valid_request_succeeds_after_thousands_of_malformed_ones()
    {
        var unobserved = new ConcurrentQueue<string>();
        void Keep(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Keep;
        using var server = new TestServer(
            new SandboxOptions
            {
                ApiKey = "fuzz-key",
                RequestsPerMinute = int.MaxValue,
                MessagesPerDay = int.MaxValue,
            }
        );
        var random = new Random(20250101);
        var serverErrors = new List<string>();
        for (var i = 0; i < Mutations; i++)
        {
            var request = Mutate(random, Good(server.Sandbox));
            using var client = await RawClient.ConnectAsync(server.Sandbox);
            try
            {
                await client.SendAsync(request);
                if (random.Next(4) == 0)
                {
                    client.Reset();
                    continue;
                }

                client.EndSending();
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // The server responded and closed the connection before the request was complete.
            }

            var answer = await client.ReadToEndAsync();
            if (answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal))
            {
                serverErrors.Add(string.Create(CultureInfo.InvariantCulture, $"mutation {i}: {answer.Split('\r')[0]}"));
            }
        }

        Assert.Empty(serverErrors);
        Assert.Equal(200, (await server.SendAsync()).Status);
        Assert.Equal(200, (await server.GetAsync("/")).Status);

        server.Dispose();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Keep;
        Assert.DoesNotContain(unobserved, e => e.Contains("Kirimy.Sandbox.", StringComparison.Ordinal));
    }

    private static byte[] Good(SandboxServer sandbox)
    {
        const string body =
            "--boundary\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\nsandbox\r\n"
            + "--boundary\r\nContent-Disposition: form-data; name=\"receive\"\r\n\r\n6281234567890\r\n"
            + "--boundary\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhalo 👋\r\n--boundary--\r\n";
        var length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"POST /v1/send-message HTTP/1.1\r\nHost: 127.0.0.1:{sandbox.Port}\r\napi-key: {sandbox.ApiKey}\r\n"
                + $"Content-Type: multipart/form-data; boundary=boundary\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
    }

    private static byte[] Mutate(Random random, byte[] request)
    {
        var bytes = new List<byte>(request);
        for (var edits = random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    var junk = new byte[random.Next(1, 40)];
                    random.NextBytes(junk);
                    bytes.InsertRange(at, junk);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    bytes.InsertRange(at, "\r\n"u8);
                    break;
                default:
                    Replace(random, bytes);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Swaps a word of the protocol for one with another meaning.</summary>
    private static void Replace(Random random, List<byte> bytes)
    {
        (string Old, string New)[] words =
        [
            ("Content-Length: ", "Content-Length: -"),
            ("Content-Length: ", "Content-Length: 9"),
            ("Content-Length", "Transfer-Encoding: chunked\r\nX-Was"),
            ("Connection: close", "Expect: 100-continue"),
            ("HTTP/1.1", "HTTP/1.0"),
            ("HTTP/1.1", "HTTP/9.9"),
            ("POST", "PRI"),
            ("/v1/send-message", "/%00%ff/../../messages.json"),
            ("/v1/send-message", "http://[::1"),
            ("boundary=boundary", "boundary="),
            ("boundary=boundary", "boundary=\"" + new string('b', 200) + "\""),
            ("multipart/form-data", "multipart/mixed"),
            ("form-data; name", "attachment; filename"),
            ("127.0.0.1", "evil.example"),
            ("6281234567890", SimulatedNumber.All[random.Next(9)].Recipient.Number),
        ];
        var (old, replacement) = words[random.Next(words.Length)];
        var text = Encoding.Latin1.GetString([.. bytes]);
        var index = text.IndexOf(old, StringComparison.Ordinal);
        if (index >= 0)
        {
            bytes.RemoveRange(index, old.Length);
            bytes.InsertRange(index, Encoding.Latin1.GetBytes(replacement));
        }
    }
}
