using System.Diagnostics;
using Kirimy.Client.Api;
using Kirimy.Client.Tests.Delivery;
using Kirimy.Client.Tests.Servers;

namespace Kirimy.Client.Tests.Api;

public sealed class FormTests
{
    private const string Emoji = "Halo \"Budi\" 👩‍👩‍👧 \n--\nbaris; name=\"receive\"\r\nétude";

    [Fact]
    public async Task The_body_has_the_layout_of_curl()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await Send(server, new SendRequest("sessioncontoh", "62812345678", "hallo, ini dikirim dari kirimy api"));

        // The body that curl 7.88.1 sent for the example of the API document, with its boundary replaced.
        const string Curl =
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"session_id\"\r\n\r\nsessioncontoh\r\n"
            + "--BOUNDARY\r\nContent-Disposition: form-data; name=\"receive\"\r\n\r\n62812345678\r\n"
            + "--BOUNDARY\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nhallo, ini dikirim dari kirimy api\r\n"
            + "--BOUNDARY--\r\n";
        var request = Assert.Single(server.Requests);
        Assert.Equal(Curl, request.BodyWithoutBoundary);
        Assert.Matches("^multipart/form-data; boundary=-{24}[0-9A-Za-z]{22}$", request.Header("Content-Type"));
    }

    [Fact]
    public async Task The_body_equals_that_of_the_installed_curl()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var start = new ProcessStartInfo("curl")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var argument in new[]
            {
                "-sS",
                "--noproxy",
                "*",
                "--location",
                "--globoff",
                server.BaseUri + "send-message",
                "--header",
                "api-key: " + Secrets.Text,
                "--form-string",
                "session_id=s 1",
                "--form-string",
                "receive=62812345678",
                "--form-string",
                "message=" + Emoji,
            }
        )
        {
            start.ArgumentList.Add(argument);
        }

        Process? curl = null;
        try
        {
            curl = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no curl on this machine.");
        }

        using (curl)
        {
            await curl!.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, curl.ExitCode);
        }

        await Send(server, new SendRequest("s 1", "62812345678", Emoji));

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].BodyWithoutBoundary, server.Requests[1].BodyWithoutBoundary);
        Assert.Equal(server.Requests[0].RequestLine, server.Requests[1].RequestLine);
        Assert.Equal(server.Requests[0].Header("api-key"), server.Requests[1].Header("api-key"));
    }

    [Fact]
    public async Task The_request_has_a_Content_Length_and_no_Expect_header()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        await Send(server, new SendRequest("s", "62812345678", Emoji));
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/send-message HTTP/1.1", request.RequestLine);
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Header("Content-Length"));
        Assert.Null(request.Header("Transfer-Encoding"));
        Assert.Null(request.Header("Expect"));
        Assert.Equal(Secrets.Text, request.Header("api-key"));
        Assert.Equal(Emoji, request.Message);
    }

    [Fact]
    public async Task The_boundary_is_unpredictable()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        for (var i = 0; i < 50; i++)
        {
            await Send(server, new SendRequest("s", "62812345678", "x"));
        }

        Assert.Equal(50, server.Requests.Select(r => r.Boundary).Distinct().Count());
    }

    private static async Task Send(ScriptedServer server, SendRequest request)
    {
        var client = BatchRun.Client(server.BaseUri);
        var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(ResponseKind.Accepted, reply.Kind);
    }
}
