using Kirimy.Sandbox.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kirimy.Sandbox.Service;

/// <summary>Parser for the multipart body of a send-message request. Its errors have the texts of the API's own parser (busboy).</summary>
internal static class SendFormReader
{
    /// <summary>RFC 2046, 5.1.1.</summary>
    private const int MaxBoundaryLength = 70;

    /// <summary>A null body was too long.</summary>
    public static async Task<SendForm> ReadAsync(byte[]? body, string? contentType)
    {
        using var stream = new MemoryStream(body ?? throw new BadRequestException(413, "request entity too large"));
        var boundary = BoundaryOf(contentType);
        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, stream)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException)
        {
            throw new BadRequestException(400, "Unexpected end of form");
        }
        catch (InvalidDataException)
        {
            throw new BadRequestException(400, "Malformed part header");
        }
    }

    private static string BoundaryOf(string? contentType)
    {
        if (
            !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new BadRequestException(415, "Unsupported Media Type: the API takes multipart/form-data");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= MaxBoundaryLength
            ? boundary.ToString()
            : throw new BadRequestException(400, "Multipart: Boundary not found");
    }

    private static async Task<SendForm> ReadPartsAsync(MultipartReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadNextSectionAsync().ConfigureAwait(false) is { } section)
        {
            if (
                !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
                || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name
            )
            {
                throw new BadRequestException(400, "Malformed part header");
            }

            // A part with a file name is an upload, which the API doesn't accept.
            if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
            {
                throw new BadRequestException(400, $"Unexpected file in field {name}");
            }

            using var value = new MemoryStream();
            await section.Body.CopyToAsync(value).ConfigureAwait(false);
            if (fields.ContainsKey(name.ToString()))
            {
                throw new BadRequestException(400, $"{name} must be a string, and is there twice");
            }

            // Like Node, replaces invalid UTF-8 with U+FFFD.
            fields.Add(name.ToString(), Encoding.UTF8.GetString(value.ToArray()));
        }

        string? Field(string name) => fields.TryGetValue(name, out var value) ? value : null;
        return new SendForm(Field("session_id"), Field("receive"), Field("message"));
    }
}

/// <summary>As received; null if a field is missing.</summary>
internal sealed record SendForm(string? SessionId, string? Recipient, string? Message);

internal static class SendMessageRules
{
    /// <summary>In UTF-16 code units, which JavaScript counts.</summary>
    public const int MaxMessageLength = 4096;

    public static ApiError? Validate(SendForm form) =>
        !IsNumber(form.Recipient) ? ApiError.InvalidPhoneNumber
        : string.IsNullOrWhiteSpace(form.Message) ? ApiError.MessageEmpty
        : form.Message!.Length > MaxMessageLength ? ApiError.MessageTooLong
        : null;

    /// <summary><c>62xxxxxxxxx</c>: at most 15 digits (E.164). No national number begins with 0, so 620… is a wrong combination.</summary>
    private static bool IsNumber(string? recipient) =>
        recipient is { Length: >= 9 and <= 15 }
        && recipient.StartsWith("62", StringComparison.Ordinal)
        && recipient[2] != '0'
        && recipient.All(c => c is >= '0' and <= '9');
}
