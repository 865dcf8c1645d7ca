using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kirimy.Client.Api;

/// <summary>The service's JSON, read tolerantly: what is missing or of another type is null, and of two with one name the last counts.</summary>
internal record struct ApiAnswer
{
    /// <summary>Whether the message was taken; also where it is written as a string.</summary>
    public bool? Success { get; private set; }

    /// <summary>What the service says to it.</summary>
    public string? Message { get; private set; }

    /// <summary>Why the message was not taken.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>The message's id where the document's JavaScript sample reads it.</summary>
    public string? MessageId { get; private set; }

    /// <summary>The message's id in the <c>data</c> of a success.</summary>
    public string? SentId { get; private set; }

    /// <summary>The time in the <c>data</c> of a success.</summary>
    public DateTimeOffset? Timestamp { get; private set; }

    /// <summary>Reads one answer.</summary>
    /// <param name="body">The body as it came.</param>
    /// <returns>Nothing at all where the body is not one JSON object.</returns>
    public static ApiAnswer Read(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        var reader = new Utf8JsonReader(body.StartsWith(byteOrderMark) ? body[byteOrderMark.Length..] : body);
        var answer = default(ApiAnswer);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                answer.ReadProperty(ref reader);
            }

            // Throws where something follows.
            reader.Read();
            return answer;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is no text.
            return default;
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("success"u8))
        {
            Success = ReadBoolean(ref reader);
        }
        else if (reader.ValueTextEquals("message"u8))
        {
            Message = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            ReadData(ref reader);
        }
        else if (reader.ValueTextEquals("error_code"u8))
        {
            ErrorCode = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("message_id"u8))
        {
            MessageId = ReadText(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadData(ref Utf8JsonReader reader)
    {
        SentId = null;
        Timestamp = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message_id"u8))
            {
                SentId = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                Timestamp = ReadTime(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool? ReadBoolean(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return bool.TryParse(StringOf(ref reader), out var value) ? value : null;
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>A string, a number as it is written, or nothing: the service's ids come as either.</summary>
    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return TextOf(ref reader);
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return StringOf(ref reader);
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(reader.ValueSpan.ToArray());
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>A string; null for one that is no text: half of a surrogate pair, as JavaScript writes a character that was cut.</summary>
    private static string? StringOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A time of any usual form, in UTC where it does not say in what.</summary>
    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();

        // The form that JavaScript writes, without the way over a string. One that does not end so may not say its zone.
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.EndsWith("Z"u8) && reader.TryGetDateTimeOffset(out var exact))
        {
            return exact;
        }

        return DateTimeOffset.TryParse(TextOf(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }
}
