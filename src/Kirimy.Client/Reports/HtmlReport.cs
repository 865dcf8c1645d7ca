namespace Kirimy.Client.Reports;

/// <summary>
/// HTML format of a report: a page that needs no network, with totals, reasons, a timeline and a table. The number of table rows is limited
/// to keep the page fast; the totals above it count all messages.
/// </summary>
internal sealed class HtmlReport(Stream rows, ReportOptions options, int maxRowsPerKind = HtmlReport.MaxRowsPerKind) : ReportBody
{
    /// <summary>The maximum number of table rows for sent messages, and also for the others, so that errors are always shown.</summary>
    public const int MaxRowsPerKind = 25_000;

    /// <summary>The style sheet clips longer texts; a button shows them in full.</summary>
    private const int MaxUnclippedLength = 240;
    private const int MaxUnclippedLines = 4;

    private readonly StreamWriter writer = ReportFile.TextOn(rows);
    private int sent;
    private int others;
    private long omitted;

    public override long Omitted => omitted;

    public override void Add(ReportRow row, long number)
    {
        var isOk = row.Status is DeliveryStatus.Sent or DeliveryStatus.Skipped;
        if ((isOk ? sent : others) >= maxRowsPerKind)
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

        var offset = options.Zone.GetUtcOffset(utc) == options.Offset ? string.Empty : " '<small>'zzz'</small>'";
        writer.Write($"<time datetime=\"{options.Format(utc, ReportOptions.IsoTime)}\">");
        writer.Write($"{options.Format(utc, "yyyy-MM-dd HH:mm:ss" + offset)}</time>");
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
        else if (text.Length > MaxUnclippedLength || text.Count(static c => c == '\n') >= MaxUnclippedLines)
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
