using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kirimy.Client.Reports;

/// <summary>JSON format of a report, for scripts, one message per line. The names are documented.</summary>
internal sealed class JsonReport(Stream rows, ReportOptions options) : ReportBody
{
    // The file isn't embedded in a page, so it needs no escapes but JSON's own.
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] BeforeFirst = [(byte)'\n'];
    private static readonly byte[] BeforeNext = [(byte)',', (byte)'\n'];

    private readonly Utf8JsonWriter writer = CreateWriter(rows);

    public override void Add(ReportRow row, long number)
    {
        var separator = number == 1 ? BeforeFirst : BeforeNext;
        rows.Write(separator, 0, separator.Length);
        writer.WriteStartObject();
        WriteNumber(writer, "index", row.Index);
        WriteText(writer, "timestamp", Moment(row.Timestamp));
        WriteNumber(writer, "rowNumber", row.RowNumber);
        WriteText(writer, "sourceFile", row.SourceFile);
        WriteText(writer, "name", row.Name);
        WriteText(writer, "recipient", row.Recipient);
        writer.WriteString("status", row.Status.ToString());
        WriteText(writer, "message", row.Message);
        WriteText(writer, "messageId", row.MessageId);
        WriteText(writer, "errorCode", row.ErrorCode);
        WriteText(writer, "errorMessage", row.ErrorMessage);
        WriteText(writer, "sessionId", row.SessionId);
        WriteNumber(writer, "httpStatus", row.HttpStatus);
        WriteNumber(writer, "attempts", row.Attempts);
        WriteNumber(writer, "seconds", row.Duration is { } duration ? Math.Round(duration.TotalSeconds, 3) : null);
        WriteNumber(writer, "parts", row.Parts);
        WriteNumber(writer, "partsSent", row.PartsSent);
        WriteText(writer, "batchId", row.BatchId);
        WriteText(writer, "messageKey", row.MessageKey);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
    }

    public override void Flush() => rows.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        // The rows and the tail complete the object.
        using var head = CreateWriter(file);
        head.WriteStartObject();
        WriteText(head, "title", options.ShownTitle);
        WriteText(head, "created", Moment(options.Time.GetUtcNow()));
        head.WriteBoolean("numbersMasked", !options.ShowNumbers);
        head.WriteStartObject("summary");
        head.WriteNumber("total", summary.Total);
        foreach (var status in ReportSummary.Statuses)
        {
            head.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), summary[status]);
        }

        head.WriteNumber("attempts", summary.Attempts);
        WriteText(head, "first", Moment(summary.First));
        WriteText(head, "last", Moment(summary.Last));
        WriteNames(head, "sessions", summary.Sessions);
        WriteNames(head, "batches", summary.Batches);
        head.WriteStartArray("reasons");
        foreach (var reason in summary.Reasons)
        {
            head.WriteStartObject();
            WriteText(head, "errorCode", reason.Code);
            head.WriteString("status", reason.Status.ToString());
            head.WriteNumber("count", reason.Count);
            head.WriteEndObject();
        }

        head.WriteEndArray();
        head.WriteEndObject();
        head.WriteStartArray("results");
        head.Flush();
    }

    public override void WriteTail(Stream file, ReportSummary summary)
    {
        var tail = Encoding.UTF8.GetBytes("\n]}\n");
        file.Write(tail, 0, tail.Length);
    }

    private static Utf8JsonWriter CreateWriter(Stream stream) => new(stream, Layout);

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(ReportText.WellFormed(value));
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value) => json.WriteString(name, ReportText.WellFormed(value));

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private string? Moment(DateTimeOffset? moment) => options.Format(moment, ReportOptions.IsoTime);
}
