using System.Xml;

namespace Kirimy.Client.Reports;

/// <summary>
/// JUnit format of a report, for CI servers. Each message is a test case: Failed and NotSent are failures, and Unknown is an error. A
/// message is skipped if its status is Skipped or InProgress, or if it waits for the next day.
/// </summary>
internal sealed class JUnitReport(Stream rows, ReportOptions options) : ReportBody
{
    private static readonly XmlWriterSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly XmlWriter writer = XmlWriter.Create(rows, Settings);

    public override void Add(ReportRow row, long number)
    {
        writer.WriteWhitespace("\n    ");
        writer.WriteStartElement("testcase");
        WriteAttribute("classname", row.BatchId ?? row.SessionId ?? "Kirimy");
        WriteAttribute("name", $"#{Number((row.Index + 1) ?? number)} {row.Recipient} {row.Name}".TrimEnd());
        if (row.SourceFile is not null)
        {
            WriteAttribute("file", row.SourceFile);
        }

        if (row.RowNumber is { } line)
        {
            WriteAttribute("line", Number(line));
        }

        WriteAttribute("time", Seconds(row.Duration));
        var element = row.Status switch
        {
            _ when row.IsWaiting => "skipped",
            DeliveryStatus.Failed or DeliveryStatus.NotSent => "failure",
            DeliveryStatus.Unknown => "error",
            DeliveryStatus.Sent => null,
            _ => "skipped",
        };
        if (element is not null)
        {
            writer.WriteStartElement(element);
            WriteAttribute("message", row.ErrorMessage ?? row.ErrorCode ?? row.Status.ToString());
            if (element != "skipped")
            {
                WriteAttribute("type", row.ErrorCode ?? row.Status.ToString());
                writer.WriteString(ReportText.ForXml(Details(row)));
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    public override void Flush() => writer.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        using var head = ReportFile.TextOn(file);
        var name = options.Title ?? (summary.Batches.Count == 1 ? summary.Batches[0] : "Kirimy");
        head.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        head.WriteLine("<testsuites>");
        head.Write("  <testsuite");
        foreach (
            var (attribute, value) in new (string, string)[]
            {
                ("name", name),
                ("tests", Number(summary.Total)),
                ("failures", Number(summary[DeliveryStatus.Failed] + summary[DeliveryStatus.NotSent] - summary.Waiting)),
                ("errors", Number(summary[DeliveryStatus.Unknown])),
                ("skipped", Number(summary[DeliveryStatus.Skipped] + summary[DeliveryStatus.InProgress] + summary.Waiting)),
                ("time", Seconds(summary.Duration)),
                ("timestamp", options.Format(summary.First ?? options.Time.GetUtcNow(), "s")!),
                ("hostname", Environment.MachineName),
                ("id", "0"),
                ("package", "Kirimy"),
            }
        )
        {
            head.Write($" {attribute}=\"{HtmlText.Escape(ReportText.ForXml(value))}\"");
        }

        // Stricter JUnit schemas require these elements, even if they are empty.
        head.WriteLine(">");
        head.Write("    <properties/>");
    }

    public override void WriteTail(Stream file, ReportSummary summary)
    {
        using var tail = ReportFile.TextOn(file);
        tail.WriteLine();
        tail.WriteLine("    <system-out/>");
        tail.WriteLine("    <system-err/>");
        tail.WriteLine("  </testsuite>");
        tail.WriteLine("</testsuites>");
    }

    private string Details(ReportRow row)
    {
        var text = new StringBuilder();
        AppendLine("Status", row.Status.ToString());
        AppendLine("Time", options.Format(row.Timestamp, "yyyy-MM-dd'T'HH:mm:sszzz"));
        AppendLine("Row", row.RowNumber?.ToString(CultureInfo.InvariantCulture));
        AppendLine("SourceFile", row.SourceFile);
        AppendLine("Name", row.Name);
        AppendLine("Recipient", row.Recipient);
        AppendLine("SessionId", row.SessionId);
        AppendLine("HttpStatus", row.HttpStatus?.ToString(CultureInfo.InvariantCulture));
        AppendLine("Attempts", row.Attempts?.ToString(CultureInfo.InvariantCulture));
        AppendLine("MessageId", row.MessageId);
        AppendLine("MessageKey", row.MessageKey);
        return text.ToString();

        void AppendLine(string name, string? value) => _ = value is null ? text : text.Append(name).Append(": ").Append(value).Append('\n');
    }

    private void WriteAttribute(string name, string value) => writer.WriteAttributeString(name, ReportText.ForXml(value));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan? value) => (value ?? TimeSpan.Zero).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
