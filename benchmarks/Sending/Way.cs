using Kirimy.Benchmarks.Server;

namespace Kirimy.Benchmarks.Sending;

/// <summary>A way to send many messages: the module's, or one that its users could take instead.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Send">Sends so many messages with so many requests under way; what it returns looks at the outcomes.</param>
internal sealed record Way(string Name, Func<int, int, Action> Send)
{
    /// <summary>The module first, what it is measured by second, the others behind.</summary>
    /// <param name="command">The module.</param>
    /// <param name="loop">What stands for a program of the user's own.</param>
    /// <param name="most">How many messages are sent at most.</param>
    public static IReadOnlyList<Way> All(SendCommand command, BareLoop loop, int most)
    {
        var rows = MessageRows.Piped(most).ToArray();
        var messages = MessageRows.Plain(most);
        return
        [
            new("rows piped to Send-KirimyMessage", (count, n) => command.Send(new ArraySegment<object>(rows, 0, count), count, n)),
            new("HttpClient loop, answer read", (count, n) => loop.Send(messages, count, n, BareLoop.WrittenForm, BareLoop.ReadAnswer)),
            new("HttpClient loop, status only", (count, n) => loop.Send(messages, count, n, BareLoop.WrittenForm, BareLoop.ReadStatus)),
            new(
                "MultipartFormDataContent loop, answer read",
                (count, n) => loop.Send(messages, count, n, BareLoop.FormOfContents, BareLoop.ReadAnswer)
            ),
        ];
    }

    /// <summary>Sends, and sees to it that the server has them all.</summary>
    public void SendChecked(ServerProcess server, int count, int concurrency)
    {
        Send(count, concurrency)();
        if (server.TakeStatistics().Answered is var answered && answered != count)
        {
            throw new InvalidOperationException($"{Name}: {count} messages were sent, {answered} arrived.");
        }
    }
}
