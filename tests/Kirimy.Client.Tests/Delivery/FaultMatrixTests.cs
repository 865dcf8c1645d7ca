using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using Kirimy.Client.Api;
using Kirimy.Client.Delivery;
using Kirimy.Client.Network;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Delivery;

/// <summary>
/// Sends 200 messages with five workers, each with a random fault of the table. The server logs the messages that it accepts, and decides
/// at random whether to accept one with an ambiguous fault. No result may contradict its log.
/// </summary>
public sealed class FaultMatrixTests
{
    private const int Messages = 200;

    private readonly InstantTime time = new();

    /// <summary>The faults, with the expected outcome and retry in each mode.</summary>
    public static TheoryData<string, DeliveryMode> Faults =>
        new MatrixTheoryData<string, DeliveryMode>(
            [
                "refused connection",
                "unknown name",
                "TLS",
                "time-out",
                "429",
                "429 with Retry-After",
                "408",
                "503 with Retry-After",
                "lost",
                "cut",
                "500",
                "502",
                "503",
                "504",
                "unreadable 200",
                "SESSION_INACTIVE",
                "INVALID_PHONE_NUMBER",
                "UNHEARD_OF",
                "302",
                "all",
            ],
            [DeliveryMode.AtMostOnce, DeliveryMode.AtLeastOnce]
        );

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_result_agrees_with_the_log_of_the_server(string fault, DeliveryMode mode)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            await SendAsync(fault, mode, new Random(seed));
        }
    }

    private async Task SendAsync(string fault, DeliveryMode mode, Random random)
    {
        // The messages that the service counts as sent, by their unique text.
        var log = new ConcurrentQueue<string>();
        await using var server = new ScriptedServer(
            (request, _) =>
            {
                lock (random)
                {
                    var kind =
                        random.Next(3) > 0 ? "none"
                        : fault == "all" ? Any(random)
                        : fault;
                    var (answer, isTaken) = Of(kind, random);
                    if (isTaken)
                    {
                        log.Enqueue(request.Message);
                    }

                    return answer;
                }
            }
        );
        using var handler = Unreliable(fault, random);
        using var http = new HttpMessageInvoker(handler);
        var address = BaseAddress.Parse(server.BaseUri);
        var timeout = fault == "time-out" ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(30);
        var client = new KirimyClient(address, Secrets.Key, timeout, ProxyRoute.Choose(address), TimeProvider.System, http);
        var messages = Enumerable.Range(0, Messages).Select(i => BatchRun.Message(i, null, "a", "b")).ToArray();
        var options = new DeliveryOptions
        {
            Mode = mode,
            Limits = BatchRun.Unlimited,
            MaximumRetryCount = 100,
            Time = time,
        };
        var run = await BatchRun.SendAsync(client, options, messages);

        Compare(run.Results, log, mode);
    }

    private static void Compare(IReadOnlyList<SendResult> results, IEnumerable<string> log, DeliveryMode mode)
    {
        Assert.Equal(Enumerable.Range(0, Messages), results.Select(r => r.Index).Order());
        var taken = log.GroupBy(text => text).ToDictionary(g => g.Key, g => g.Count());
        foreach (var result in results)
        {
            var times = taken.GetValueOrDefault($"text {result.Index}");
            switch (result.Status)
            {
                case DeliveryStatus.Sent:
                    Assert.True(times >= 1, $"{result} is in no log");
                    break;
                case DeliveryStatus.Failed or DeliveryStatus.NotSent:
                    Assert.True(times == 0, $"{result} is in the log");
                    break;
                default:
                    Assert.Equal(DeliveryStatus.Unknown, result.Status);
                    break;
            }

            if (mode == DeliveryMode.AtMostOnce)
            {
                Assert.True(times <= 1, $"{result} was sent {times} times");
            }
            else if (!IsFinal(result.ErrorCode))
            {
                Assert.True(times >= 1, $"{result} was lost");
            }
        }
    }

    /// <summary>Opens a new connection for each request. If the fault is a refused connection, every third connection is refused.</summary>
    private static SocketsHttpHandler Unreliable(string fault, Random random) =>
        new()
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (context, cancellationToken) =>
            {
                lock (random)
                {
                    if (fault is "refused connection" or "unknown name" or "TLS" or "all" && random.Next(3) == 0)
                    {
                        throw fault switch
                        {
                            "unknown name" => new SocketException((int)SocketError.HostNotFound),
                            "TLS" => new AuthenticationException(),
                            _ => new SocketException((int)SocketError.ConnectionRefused),
                        };
                    }
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };

    /// <summary>Faults that a retry can't resolve.</summary>
    private static bool IsFinal(string? code) =>
        code
            is not (
                null
                or ErrorCode.DeliveryUnknown
                or ErrorCode.ServerError
                or ErrorCode.NetworkError
                or ErrorCode.TlsError
                or ErrorCode.RateLimited
            );

    private static (Answer Answer, bool IsTaken) Of(string kind, Random random)
    {
        var coin = random.Next(2) == 0;
        return kind switch
        {
            "none" or "refused connection" or "unknown name" or "TLS" => (Answer.Sent(), true),
            "429" => (Answer.Html(429), false),
            "429 with Retry-After" => (Answer.Html(429, "Retry-After: 3"), false),
            "408" => (Answer.Html(408), false),
            "503 with Retry-After" => (Answer.Html(503, "Retry-After: 3"), false),
            "lost" => (Answer.Drop, coin),
            "time-out" => (Answer.Hang, coin),
            "cut" => (Answer.Truncated(500, "{\"succ"), coin),
            "unreadable 200" => (Answer.Html(200), true),
            "302" => (Answer.Html(302, "Location: http://127.0.0.1:9/"), false),
            _ when char.IsAsciiDigit(kind[0]) => (Answer.Html(int.Parse(kind, null)), coin),
            _ => (Answer.Refused(kind), false),
        };
    }

    private static string Any(Random random)
    {
        // Only transient faults, because a permanent one would affect every message.
        string[] kinds = ["429 with Retry-After", "408", "503 with Retry-After", "lost", "cut", "500", "503", "unreadable 200"];
        return kinds[random.Next(kinds.Length)];
    }
}
