using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kirimy.Tests.Browser;

/// <summary>A tab of a browser, driven through the DevTools protocol.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = [];
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim turn = new(1);
    private Task reading = Task.CompletedTask;
    private string? session;
    private int lastId;

    private BrowserTab() { }

    /// <summary>The console output: errors, warnings, exceptions, and violations of the page's policy.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Every requested address.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<BrowserTab> OpenAsync(Uri devTools)
    {
        var tab = new BrowserTab();
        await tab.socket.ConnectAsync(devTools, CancellationToken.None);
        tab.reading = tab.ReadAsync();
        var target = await tab.SendAsync("Target.createTarget", new() { ["url"] = "about:blank" });
        var attached = await tab.SendAsync(
            "Target.attachToTarget",
            new() { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true }
        );
        tab.session = attached["sessionId"]!.GetValue<string>();
        foreach (var domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await tab.SendAsync(domain + ".enable");
        }

        return tab;
    }

    /// <summary>Sets the size of the window and the preferred color scheme.</summary>
    public async Task LookAsync(int width, int height, bool dark = false)
    {
        await SendAsync(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = height,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = width < 500,
            }
        );
        await SendAsync(
            "Emulation.setEmulatedMedia",
            new()
            {
                ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
            }
        );
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task GoAsync(string path)
    {
        await SendAsync("Page.navigate", new() { ["url"] = new Uri(path).AbsoluteUri });
        await loaded.Task.WaitAsync(Patience);
    }

    /// <summary>The value of an expression.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await SendAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        Assert.False(answer.ContainsKey("exceptionDetails"), answer.ToJsonString());
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>The texts of all elements that a selector finds.</summary>
    public Task<string[]> TextsAsync(string selector) =>
        EvaluateAsync<string[]>($"Array.from(document.querySelectorAll({Quote(selector)}), e => e.innerText)");

    /// <summary>Waits until an expression is true.</summary>
    public Task UntilAsync(string expression) =>
        EvaluateAsync<bool>($"new Promise(r => {{ const look = () => ({expression}) ? r(true) : setTimeout(look, 20); look(); }})");

    /// <summary>Selects a value of a list, or sets the state of a field.</summary>
    public Task ChangeAsync(string selector, string property, object value) =>
        EvaluateAsync<bool>(
            $"(() => {{ const e = document.querySelector({Quote(selector)}); e.{property} = {JsonSerializer.Serialize(value)}; e.dispatchEvent(new Event('input')); return true; }})()"
        );

    /// <summary>Clicks on an element with the mouse.</summary>
    public async Task ClickAsync(string selector)
    {
        var place = await EvaluateAsync<double[]>(
            $"(() => {{ const e = document.querySelector({Quote(selector)}); e.scrollIntoView({{ block: 'center' }}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        );
        foreach (var type in (string[])["mousePressed", "mouseReleased"])
        {
            await SendAsync(
                "Input.dispatchMouseEvent",
                new()
                {
                    ["type"] = type,
                    ["x"] = place[0],
                    ["y"] = place[1],
                    ["button"] = "left",
                    ["clickCount"] = 1,
                }
            );
        }
    }

    /// <summary>Replaces the text of a field by typing.</summary>
    public async Task TypeAsync(string selector, string text)
    {
        await EvaluateAsync<bool>(
            $"(() => {{ const e = document.querySelector({Quote(selector)}); e.focus(); e.select(); return true; }})()"
        );
        await SendAsync("Input.insertText", new() { ["text"] = text });
    }

    /// <summary>The lowest contrast between a text and its background, as WCAG defines it.</summary>
    public Task<double> LowestContrastAsync() =>
        EvaluateAsync<double>(
            """
            (() => {
              const parts = (c) => (c.match(/[\d.]+/g) || []).map(Number);
              const light = (c) => {
                const [r, g, b] = parts(c).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = (e) => {
                for (; e; e = e.parentElement) {
                  const c = getComputedStyle(e).backgroundColor;
                  if (parts(c).length === 3 || parts(c)[3] > 0) { return c; }
                }
                return "rgb(255, 255, 255)";
              };
              let worst = 21;
              for (const e of document.querySelectorAll("body *")) {
                const style = getComputedStyle(e);
                const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
                if (own && !e.closest("svg") && !e.disabled && style.visibility === "visible" && e.getClientRects().length > 0) {
                  const [a, b] = [light(style.color), light(behind(e))].sort((x, y) => y - x);
                  worst = Math.min(worst, (a + 0.05) / (b + 0.05));
                }
              }
              return worst;
            })()
            """
        );

    /// <summary>A screenshot of the tab, as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await SendAsync("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        socket.Dispose();
        closing.Dispose();
        turn.Dispose();
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters ?? [],
        };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await turn.WaitAsync();
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }

        return await answer.Task.WaitAsync(Patience);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(), closing.Token);
                    message.Write(buffer, 0, part.Count);
                } while (!part.EndOfMessage);

                Take(JsonNode.Parse(message.ToArray())!.AsObject());
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // Closed.
        }
    }

    private void Take(JsonObject message)
    {
        if (message["id"] is { } id)
        {
            _ = waiting.TryRemove(id.GetValue<int>(), out var answer);
            if (message["error"] is { } error)
            {
                answer!.SetException(new InvalidOperationException(error.ToJsonString()));
            }
            else
            {
                answer!.SetResult(message["result"]!.AsObject());
            }

            return;
        }

        var parameters = message["params"];
        switch (message["method"]!.GetValue<string>())
        {
            case "Page.loadEventFired":
                _ = loaded.TrySetResult();
                break;
            case "Network.requestWillBeSent":
                Requests.Enqueue(parameters!["request"]!["url"]!.GetValue<string>());
                break;
            case "Runtime.exceptionThrown":
                Complaints.Enqueue(parameters!["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled":
                Complaints.Enqueue(parameters!["args"]!.ToJsonString());
                break;
            case "Log.entryAdded":
                Complaints.Enqueue(parameters!["entry"]!["text"]!.GetValue<string>());
                break;
        }
    }
}
