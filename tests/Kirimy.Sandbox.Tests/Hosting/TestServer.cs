using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kirimy.Sandbox.Service;

namespace Kirimy.Sandbox.Tests.Hosting;

/// <summary>A sandbox, and a client with its key.</summary>
internal sealed class TestServer : IDisposable
{
    public const string AnyNumber = "6281234567890";

    private readonly HttpClient client;

    public TestServer(SandboxOptions? options = null)
    {
        Sandbox = SandboxServer.Start(options);
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Sandbox.InboxUri };
    }

    public SandboxServer Sandbox { get; }

    public static string Magic(string name) => SimulatedNumber.All.Single(m => m.Recipient.Name == name).Recipient.Number;

    /// <summary>Sends a message as a client does.</summary>
    public Task<Reply> SendAsync(
        string? recipient = AnyNumber,
        string? message = "halo",
        string? session = SandboxOptions.DefaultSessionId,
        string? key = null
    ) => PostAsync(Form(session, recipient, message), key ?? Sandbox.ApiKey);

    /// <summary>Posts any body to the endpoint.</summary>
    public Task<Reply> PostAsync(HttpContent? body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/send-message") { Content = body };
        if (key is not null)
        {
            request.Headers.Add("api-key", key);
        }

        return ExchangeAsync(request);
    }

    public async Task<Reply> ExchangeAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Reply(
                (int)response.StatusCode,
                response.Headers,
                response.Content.Headers.ContentType?.ToString(),
                body,
                string.Join(", ", response.Content.Headers.Allow)
            );
        }
    }

    public Task<Reply> GetAsync(string path) => ExchangeAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public static MultipartFormDataContent Form(string? session, string? recipient, string? message)
    {
        var form = new MultipartFormDataContent("boundary");
        Add("session_id", session);
        Add("receive", recipient);
        Add("message", message);
        return form;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
                form.Add(part, $"\"{name}\"");
            }
        }
    }

    public void Dispose()
    {
        client.Dispose();
        Sandbox.Dispose();
    }

    /// <summary>The response.</summary>
    internal sealed record Reply(int Status, HttpResponseHeaders Headers, string? ContentType, string Body, string Allow)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public string? ErrorCode => Json.TryGetProperty("error_code", out var code) ? code.GetString() : null;
    }
}
