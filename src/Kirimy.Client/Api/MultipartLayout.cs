using System.Text;

namespace Kirimy.Client.Api;

/// <summary>What is the same in all forms of one client: the boundary, and the bytes around the fields.</summary>
internal sealed class MultipartLayout
{
    private const string Dashes = "------------------------";
    private readonly byte[] beforeSession;
    private readonly byte[] beforeReceive;
    private readonly byte[] beforeMessage;
    private readonly byte[] end;

    public MultipartLayout()
    {
        // Nobody who chooses a message's text can foresee the boundary, so no text can pass for a part of the form. Nor is it shown to
        // anyone but the service, so one is enough for all messages of a client.
        var boundary = Dashes + Platform.RandomAlphanumeric(22);
        ContentType = "multipart/form-data; boundary=" + boundary;
        beforeSession = Ascii("--" + boundary + Head("session_id"));
        beforeReceive = Ascii("\r\n--" + boundary + Head("receive"));
        beforeMessage = Ascii("\r\n--" + boundary + Head("message"));
        end = Ascii("\r\n--" + boundary + "--\r\n");
    }

    /// <summary>The Content-Type header.</summary>
    public string ContentType { get; }

    /// <summary>The body of a request.</summary>
    public byte[] Write(SendRequest request)
    {
        var utf8 = Encoding.UTF8;
        var length =
            beforeSession.Length
            + utf8.GetByteCount(request.SessionId)
            + beforeReceive.Length
            + utf8.GetByteCount(request.Receive)
            + beforeMessage.Length
            + utf8.GetByteCount(request.Message)
            + end.Length;
        var body = new byte[length];
        var at = 0;
        Add(beforeSession, request.SessionId);
        Add(beforeReceive, request.Receive);
        Add(beforeMessage, request.Message);
        end.CopyTo(body, at);
        return body;

        void Add(byte[] before, string field)
        {
            before.CopyTo(body, at);
            at += before.Length;
            at += utf8.GetBytes(field, 0, field.Length, body, at);
        }
    }

    private static string Head(string name) => "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
