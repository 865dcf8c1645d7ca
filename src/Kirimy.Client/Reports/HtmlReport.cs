using System.Globalization;

namespace Kirimy.Client.Reports;

/// <summary>
/// A page of its own, without the network: totals, reasons, a picture of the time, and a table. The table holds so many rows as a browser
/// bears; all messages count in what stands above it.
/// </summary>
internal sealed class HtmlReport : ReportBody
{
    /// <summary>How many rows of sent messages the table holds, and how many of the others: what went wrong is not crowded out.</summary>
    public const int MostOfAKind = 25_000;

    /// <summary>A longer text is cut by the style sheet, and shown whole when asked for.</summary>
    private const int LongText = 240;
    private const int ManyLines = 4;

    private readonly ReportOptions options;
    private readonly StreamWriter writer;
    private readonly int mostOfAKind;
    private int sent;
    private int others;
    private long omitted;

    public HtmlReport(Stream rows, ReportOptions options, int mostOfAKind = MostOfAKind)
    {
        this.options = options;
        this.mostOfAKind = mostOfAKind;
        writer = ReportFile.TextOn(rows);
    }

    public override long Omitted => omitted;

    public override void Add(ReportRow row, long number)
    {
        var isOk = row.Status is DeliveryStatus.Sent or DeliveryStatus.Skipped;
        if ((isOk ? sent : others) >= mostOfAKind)
        {
            omitted++;
            return;
        }

        _ = isOk ? sent++ : others++;
        writer.Write($"<tr data-s=\"{row.Status}\"><td class=\"t\">");
        WriteTime(row.Timestamp);
        writer.Write("</td><td class=\"r\">");
        writer.Write(row.RowNumber?.ToString(CultureInfo.InvariantCulture));
        writer.Write(row.SourceFile is null ? null : $" <small>{HtmlText.Escape(row.SourceFile)}</small>");
        writer.Write($"</td><td class=\"p\" dir=\"auto\">{HtmlText.Escape(row.Name)}");
        writer.Write($"</td><td class=\"n\"><bdi>{HtmlText.Escape(row.Recipient ?? "—")}</bdi></td>");
        writer.Write($"<td class=\"s\"><span class=\"status {row.Status}\">{HtmlText.Escape(StatusText.Label(row.Status))}</span></td>");
        writer.Write("<td class=\"m\" dir=\"auto\">");
        WriteMessage(row);
        writer.Write("</td><td class=\"e\" dir=\"auto\">");
        if (row.ErrorCode is not null)
        {
            writer.Write($"<code>{HtmlText.Escape(row.ErrorCode)}</code> ");
        }

        writer.Write(HtmlText.Escape(row.ErrorMessage));
        writer.WriteLine("</td></tr>");
    }

    public override void Flush() => writer.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        using var head = ReportFile.TextOn(file);
        new ReportPage(options, summary, omitted).WriteHead(head);
    }

    public override void WriteTail(Stream file, ReportSummary summary)
    {
        using var tail = ReportFile.TextOn(file);
        new ReportPage(options, summary, omitted).WriteTail(tail);
    }

    private void WriteTime(DateTimeOffset? moment)
    {
        if (moment is not { } utc)
        {
            writer.Write('—');
            return;
        }

        var time = TimeZoneInfo.ConvertTime(utc, options.Zone);
        writer.Write("<time datetime=\"");
        writer.Write(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        writer.Write("\">");
        writer.Write(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        if (time.Offset != options.Offset)
        {
            writer.Write(time.ToString(" '<small>'zzz'</small>'", CultureInfo.InvariantCulture));
        }

        writer.Write("</time>");
    }

    private void WriteMessage(ReportRow row)
    {
        if (row.Message is not { Length: > 0 } text)
        {
            if (row.MessageId is not null)
            {
                writer.Write(
                    $"<small>{HtmlText.Escape(Text.Report_MessageId)}</small> <span class=\"id\">{HtmlText.Escape(row.MessageId)}</span>"
                );
            }
        }
        else if (text.Length > LongText || text.Count(static c => c == '\n') >= ManyLines)
        {
            writer.Write($"<div class=\"text clip\">{HtmlText.Escape(text)}</div>");
            writer.Write($"<button class=\"more\" type=\"button\" aria-expanded=\"false\">{HtmlText.Escape(Text.Report_More)}</button>");
        }
        else
        {
            writer.Write($"<div class=\"text\">{HtmlText.Escape(text)}</div>");
        }
    }
}
