using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kirimy.Client.Reports;

/// <summary>JSON format of a report, for scripts: <c>{"title", "created", "summary", "results"}</c>, one message per line. The names are documented.</summary>
internal sealed class JsonReport(Stream rows, ReportOptions options) : ReportBody
{
    // The file isn't embedded in a page, so it needs no escapes but JSON's own.
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] BeforeFirst = [(byte)'\n'];
    private static readonly byte[] BeforeNext = [(byte)',', (byte)'\n'];

    private readonly Utf8JsonWriter writer = On(rows);

    public override void Add(ReportRow row, long number)
    {
        var separator = number == 1 ? BeforeFirst : BeforeNext;
        rows.Write(separator, 0, separator.Length);
        writer.WriteStartObject();
        Write(writer, "index", row.Index);
        Text(writer, "timestamp", Moment(row.Timestamp));
        Write(writer, "rowNumber", row.RowNumber);
        Text(writer, "sourceFile", row.SourceFile);
        Text(writer, "name", row.Name);
        Text(writer, "recipient", row.Recipient);
        writer.WriteString("status", row.Status.ToString());
        Text(writer, "message", row.Message);
        Text(writer, "messageId", row.MessageId);
        Text(writer, "errorCode", row.ErrorCode);
        Text(writer, "errorMessage", row.ErrorMessage);
        Text(writer, "sessionId", row.SessionId);
        Write(writer, "httpStatus", row.HttpStatus);
        Write(writer, "attempts", row.Attempts);
        Write(writer, "seconds", row.Duration is { } duration ? Math.Round(duration.TotalSeconds, 3) : null);
        Write(writer, "parts", row.Parts);
        Write(writer, "partsSent", row.PartsSent);
        Text(writer, "batchId", row.BatchId);
        Text(writer, "messageKey", row.MessageKey);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
    }

    public override void Flush() => rows.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        // The rows and the tail complete the object.
        using var head = On(file);
        head.WriteStartObject();
        Text(head, "title", options.ShownTitle);
        Text(head, "created", Moment(options.Time.GetUtcNow()));
        head.WriteBoolean("numbersMasked", !options.ShowNumbers);
        head.WriteStartObject("summary");
        head.WriteNumber("total", summary.Total);
        foreach (var status in ReportSummary.Statuses)
        {
            head.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), summary[status]);
        }

        head.WriteNumber("attempts", summary.Attempts);
        Text(head, "first", Moment(summary.First));
        Text(head, "last", Moment(summary.Last));
        Names(head, "sessions", summary.Sessions);
        Names(head, "batches", summary.Batches);
        head.WriteStartArray("reasons");
        foreach (var reason in summary.Reasons)
        {
            head.WriteStartObject();
            Text(head, "errorCode", reason.Code);
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

    private static Utf8JsonWriter On(Stream stream) => new(stream, Layout);

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(ReportText.WellFormed(value));
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value) => json.WriteString(name, ReportText.WellFormed(value));

    private static void Write(Utf8JsonWriter json, string name, double? value)
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
