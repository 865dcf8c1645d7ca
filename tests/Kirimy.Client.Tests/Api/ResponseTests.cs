using System.Text;
using Kirimy.Client.Api;
using Kirimy.Client.Network;

namespace Kirimy.Client.Tests.Api;

public sealed class ResponseTests
{
    private static readonly ResponseReader Reader = new(Secrets.Key, ProxyRoute.Choose(BaseAddress.Default), BaseAddress.Default);

    [Theory]
    // Sent, for any type of the ID.
    [InlineData(200, """{"success":true,"data":{"message_id":"A1"}}""", ResponseKind.Accepted, null, "A1")]
    [InlineData(200, """{"success":true,"message_id":"A2"}""", ResponseKind.Accepted, null, "A2")]
    [InlineData(201, """{"success":true,"data":{"message_id":90071992547409931}}""", ResponseKind.Accepted, null, "90071992547409931")]
    [InlineData(200, """{"success":true}""", ResponseKind.Accepted, null, null)]
    [InlineData(200, """{"success":true,"data":null}""", ResponseKind.Accepted, null, null)]
    [InlineData(200, """{"success":true,"data":"ok"}""", ResponseKind.Accepted, null, null)]
    [InlineData(200, """{"success":true,"data":[{"message_id":"x"}],"message":{"a":1}}""", ResponseKind.Accepted, null, null)]
    [InlineData(200, """{"success":"true","data":{"message_id":"A3","timestamp":1704103200}}""", ResponseKind.Accepted, null, "A3")]
    [InlineData(200, """{"success":true,"data":{"message_id":"x"},"data":{"message_id":"A6"}}""", ResponseKind.Accepted, null, "A6")]
    [InlineData(200, """{"success":true,"data":{"message_id":"x"},"data":7,"message_id":"A7"}""", ResponseKind.Accepted, null, "A7")]
    [InlineData(200, """{"success":true,"more":{"success":false,"message_id":"x"},"message_id":"A8"}""", ResponseKind.Accepted, null, "A8")]
    [InlineData(
        200,
        """{"success":true,"data":{"message_id":{"a":["x"]},"other":[1]},"message_id":"A9"}""",
        ResponseKind.Accepted,
        null,
        "A9"
    )]
    [InlineData(200, """{"success":true,"message":"cut \ud83d","data":{"message_id":"A10"}}""", ResponseKind.Accepted, null, "A10")]
    [InlineData(500, """{"success":true,"data":{"message_id":"A4"}}""", ResponseKind.Accepted, null, "A4")]
    [InlineData(200, "\uFEFF{\"success\":true,\"data\":{\"message_id\":\"A5\"}}", ResponseKind.Accepted, null, "A5")]
    // Refused, because of the code and not the status.
    [InlineData(200, """{"success":false,"error_code":"INVALID_API_KEY"}""", ResponseKind.Refused, "INVALID_API_KEY", null)]
    [InlineData(500, """{"success":false,"error_code":"SESSION_INACTIVE"}""", ResponseKind.Refused, "SESSION_INACTIVE", null)]
    [InlineData(429, """{"success":false,"error_code":"QUOTA_EXCEEDED"}""", ResponseKind.Refused, "QUOTA_EXCEEDED", null)]
    [InlineData(400, """{"success":false,"error_code":"SOMETHING_NEW"}""", ResponseKind.Refused, "SOMETHING_NEW", null)]
    [InlineData(400, """{"success":false,"error_code":4711}""", ResponseKind.Refused, "4711", null)]
    [InlineData(400, """{"success":false}""", ResponseKind.Refused, "API_ERROR", null)]
    [InlineData(404, """{"success":false,"message":"no"}""", ResponseKind.Refused, "API_ERROR", null)]
    // Rate-limited, in any field of the body.
    [InlineData(429, "", ResponseKind.Busy, "RATE_LIMITED", null)]
    [InlineData(429, """{"statusCode":429,"message":"ThrottlerException: Too Many Requests"}""", ResponseKind.Busy, "RATE_LIMITED", null)]
    [InlineData(429, """{"success":false,"error_code":"TOO_MANY_REQUESTS"}""", ResponseKind.Busy, "RATE_LIMITED", null)]
    [InlineData(200, """{"success":false,"error_code":"429 Too Many Requests"}""", ResponseKind.Busy, "RATE_LIMITED", null)]
    [InlineData(200, """{"success":false,"error_code":429}""", ResponseKind.Busy, "RATE_LIMITED", null)]
    [InlineData(408, "<html>", ResponseKind.Busy, "RATE_LIMITED", null)]
    // Unknown.
    [InlineData(500, "<html>", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(500, """{"statusCode":500,"message":"Internal server error"}""", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(500, """{"success":false,"message":"oops"}""", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(502, "", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(503, "", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(504, "", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    [InlineData(524, "", ResponseKind.Uncertain, "SERVER_ERROR", null)]
    // Success with an unreadable body.
    [InlineData(200, "", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, "<html>", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, """{"success":tr""", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, """{"success":null}""", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, """{"data":{"message_id":"x"}}""", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, """{"success":true} {"success":false}""", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, """{"success":true,"data":{"message_id":"x"}""", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, "[]", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(200, "null", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    [InlineData(204, "", ResponseKind.Unreadable, "INVALID_RESPONSE", null)]
    // Responses that don't come from the service.
    [InlineData(301, "", ResponseKind.Refused, "REDIRECT_REFUSED", null)]
    [InlineData(307, """{"success":true}""", ResponseKind.Refused, "REDIRECT_REFUSED", null)]
    [InlineData(401, "<html>", ResponseKind.Refused, "UNAUTHORIZED", null)]
    [InlineData(401, """{"success":false}""", ResponseKind.Refused, "UNAUTHORIZED", null)]
    [InlineData(403, "", ResponseKind.Refused, "FORBIDDEN", null)]
    [InlineData(404, """{"statusCode":404,"message":"Cannot POST /send-message"}""", ResponseKind.Refused, "ENDPOINT_NOT_FOUND", null)]
    [InlineData(405, "", ResponseKind.Refused, "ENDPOINT_NOT_FOUND", null)]
    [InlineData(407, "", ResponseKind.NotReached, "PROXY_AUTHENTICATION", null)]
    [InlineData(413, "<html>", ResponseKind.Refused, "HTTP_ERROR", null)]
    internal void A_response_is_classified_by_its_body_or_otherwise_by_its_status(
        int status,
        string body,
        ResponseKind kind,
        string? code,
        string? id
    )
    {
        var reply = Reader.Read(status, retryAfter: null, Encoding.UTF8.GetBytes(body));
        Assert.Equal((kind, code, id, (int?)status), (reply.Kind, reply.Code, reply.MessageId, reply.HttpStatus));
        Assert.Equal(kind == ResponseKind.Accepted, reply.Text is null);
    }

    [Fact]
    public void A_503_with_Retry_After_counts_as_not_processed()
    {
        var reply = Reader.Read(503, TimeSpan.FromSeconds(7), Encoding.UTF8.GetBytes("<html>"));
        Assert.Equal((ResponseKind.Busy, TimeSpan.FromSeconds(7)), (reply.Kind, reply.RetryAfter));
    }

    [Theory]
    [InlineData("\"2024-01-01T10:00:00Z\"")]
    [InlineData("\"2024-01-01T10:00:00.000Z\"")]
    [InlineData("\"2024-01-01T17:00:00+07:00\"")]
    [InlineData("\"2024-01-01T10:00:00\"")]
    [InlineData("\"2024-01-01 10:00:00\"")]
    [InlineData("\"2024-01-01 10:00:00Z\"")]
    [InlineData("\"Mon, 01 Jan 2024 10:00:00 GMT\"")]
    [InlineData("\"2024-01-01T10:00:00\\u005A\"")]
    public void The_timestamp_comes_from_the_service(string written)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"success":true,"data":{"timestamp":{{{written}}}}}""");
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero), Reader.Read(200, null, body).Timestamp);
    }

    [Theory]
    [InlineData("1704103200")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2024-13-01T10:00:00Z\"")]
    [InlineData("null")]
    [InlineData("{}")]
    public void An_invalid_timestamp_is_omitted(string written)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"success":true,"data":{"timestamp":{{{written}}},"message_id":"M"}}""");
        var reply = Reader.Read(200, null, body);
        Assert.Equal((ResponseKind.Accepted, "M", null), (reply.Kind, reply.MessageId, reply.Timestamp));
    }

    [Fact]
    public void The_API_key_is_masked_in_every_form_in_which_a_server_echoes_it()
    {
        var key = Secrets.Text;
        var bytes = Encoding.UTF8.GetBytes(key);
        var base64 = Convert.ToBase64String(bytes);
        string[] echoes =
        [
            key.ToUpperInvariant(),
            base64,
            base64.TrimEnd('='),
            base64.Replace('+', '-').Replace('/', '_'),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + key + "@")),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("key=" + key)),
            Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks),
            string.Concat(bytes.Select(b => $"%{b:X2}")),
            string.Concat(bytes.Select(b => $"%25{b:x2}")),
            Uri.EscapeDataString("/ " + key),
            $"{key[..30]}%{(int)key[30]:x2}{key[31..]}",
            key.Insert(5, " ").Insert(20, "\r\n").Insert(40, "\t"),
            string.Join(' ', key.Chunk(8).Select(c => new string(c))),
            string.Join('\u200b', key.ToCharArray()),
            key[..16],
            key[^16..],
            key[..40],
            key[10..50].ToUpperInvariant(),
            $"{key}{key} {key}",
        ];
        foreach (var echo in echoes)
        {
            var json = System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    success = false,
                    error_code = "E " + echo,
                    message = $"Key <{echo}> refused",
                }
            );
            var response = Reader.Read(400, null, Encoding.UTF8.GetBytes(json));
            AssertHidden(echo, response.Text + " " + response.Code);
            Assert.Contains("***", response.Text, StringComparison.Ordinal);
            Assert.EndsWith("> refused", response.Text, StringComparison.Ordinal);
            AssertHidden(
                echo,
                Reader
                    .Read(
                        200,
                        null,
                        Encoding.UTF8.GetBytes($$"""{"success":true,"message_id":{{System.Text.Json.JsonSerializer.Serialize(echo)}}}""")
                    )
                    .MessageId!
            );
        }

        void AssertHidden(string echo, string shown)
        {
            for (var i = 0; i + 8 <= echo.Length; i++)
            {
                Assert.DoesNotContain(echo.Substring(i, 8), shown, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("Number 62812345678 isn't on WhatsApp (100%25)")]
    [InlineData("b22d5cc2a561ce8 is 15 characters")]
    [InlineData("Sesi sessioncontoh terputus")]
    public void A_text_without_the_key_is_unchanged(string text) => Assert.Equal(text, Secrets.Key.Mask(text));

    [Fact]
    public void The_message_of_the_service_is_shown_without_the_API_key_and_escape_sequences()
    {
        // The key is at the place where the text is cut to its maximum length, so most of the key would remain.
        var text = new string('x', 450) + Secrets.Text + "\\u001b[31mred\\u0007";
        var reply = Reader.Read(
            400,
            null,
            Encoding.UTF8.GetBytes($$"""{"success":false,"error_code":"E{{Secrets.Text}}","message":"{{text}}"}""")
        );
        Assert.DoesNotContain(Secrets.Text[..16], reply.Text + reply.Code, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', reply.Text!);
        Assert.DoesNotContain('\u0007', reply.Text!);
        Assert.Contains("***", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_thousand_malformed_responses_each_have_a_defined_outcome()
    {
        var random = new Random(20261123);
        int[] statuses = [200, 201, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 599];
        string[] seeds =
        [
            """{"success":true,"message":"Message sent successfully","data":{"message_id":"M","session_id":"s","receive":"62","timestamp":"2024-01-01T10:00:00Z"}}""",
            """{"success":false,"message":"Error message description","error_code":"SESSION_NOT_FOUND"}""",
            "<html><body>502 Bad Gateway</body></html>",
            "",
        ];
        var kinds = new Dictionary<ResponseKind, int>();
        for (var i = 0; i < 20_000; i++)
        {
            var body = Mutate(Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]), random);
            var status = statuses[random.Next(statuses.Length)];
            var reply = Reader.Read(status, null, body);
            kinds[reply.Kind] = kinds.GetValueOrDefault(reply.Kind) + 1;
            Assert.Equal(status, reply.HttpStatus);
            Assert.True(
                reply.Kind == ResponseKind.Accepted
                    || (reply.Code is { Length: > 0 and <= 101 } && reply.Text is { Length: > 0 and < 1000 })
            );
            Assert.False(reply.Kind == ResponseKind.Accepted && reply.Code is not null);
        }

        // The mutations cover every kind of response.
        Assert.Equal(
            [ResponseKind.Accepted, ResponseKind.Refused, ResponseKind.Busy, ResponseKind.Uncertain, ResponseKind.Unreadable],
            kinds.Keys.Order()
        );
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(6); n > 0; n--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, """,{"success":[null,1e999,"\ud800"],"""u8.ToArray());
                    break;
                default:
                    bytes.InsertRange(at, bytes.Take(random.Next(bytes.Count + 1)).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
