using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kirimy.Sandbox.Service;

/// <summary>Reads the multipart body of a send-message request. What it refuses, it refuses with the words of the API's own parser (busboy).</summary>
internal static class SendFormReader
{
    /// <summary>RFC 2046, 5.1.1.</summary>
    private const int BoundaryLimit = 70;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body; null when it was too long.</param>
    /// <param name="contentType">The header.</param>
    /// <exception cref="FormRefusedException">It is not the form that the API takes.</exception>
    public static async Task<SendForm> ReadAsync(byte[]? body, string? contentType)
    {
        using var stream = new MemoryStream(body ?? throw new FormRefusedException(413, "request entity too large"));
        var boundary = BoundaryOf(contentType);
        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, stream)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException)
        {
            throw new FormRefusedException(400, "Unexpected end of form");
        }
        catch (InvalidDataException)
        {
            throw new FormRefusedException(400, "Malformed part header");
        }
    }

    private static string BoundaryOf(string? contentType)
    {
        if (
            !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new FormRefusedException(415, "Unsupported Media Type: the API takes multipart/form-data");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= BoundaryLimit
            ? boundary.ToString()
            : throw new FormRefusedException(400, "Multipart: Boundary not found");
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
                throw new FormRefusedException(400, "Malformed part header");
            }

            // A part with a file name is an upload, which the API takes in no field.
            if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
            {
                throw new FormRefusedException(400, $"Unexpected file in field {name}");
            }

            using var value = new MemoryStream();
            await section.Body.CopyToAsync(value).ConfigureAwait(false);
            if (fields.ContainsKey(name.ToString()))
            {
                throw new FormRefusedException(400, $"{name} must be a string, and is there twice");
            }

            // As Node reads it: what is no UTF-8 becomes U+FFFD.
            fields.Add(name.ToString(), Encoding.UTF8.GetString(value.ToArray()));
        }

        string? Field(string name) => fields.TryGetValue(name, out var value) ? value : null;
        return new SendForm(Field(SendForm.SessionIdField), Field(SendForm.RecipientField), Field(SendForm.MessageField));
    }
}
