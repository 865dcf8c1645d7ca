using System.Globalization;

namespace Kirimy.Client.Reports;

/// <summary>
/// A table for a spreadsheet: the dashboard's columns first. With a byte order mark, without which Excel takes UTF-8 for something else; the
/// names of the columns are the same in every language, because scripts read them.
/// </summary>
internal sealed class CsvReport : ReportBody
{
    /// <summary>What begins a formula, or is passed over before one, in a cell; the full-width ones where the keyboard is East Asian.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    /// <summary>Quoted not only where it has to be: a cell that shows where it ends survives a program that guesses another separator.</summary>
    private const string Quoted = "\",;\t|\r\n";

    private static readonly string[] Columns =
    [
        "Time",
        "Number",
        "Status",
        "Message",
        "Error",
        "Name",
        "RowNumber",
        "ErrorCode",
        "MessageId",
        "SessionId",
        "HttpStatus",
        "Attempts",
        "Seconds",
        "Parts",
        "PartsSent",
        "BatchId",
        "MessageKey",
        "Index",
        "SourceFile",
    ];

    private readonly StreamWriter writer;
    private readonly ReportOptions options;

    public CsvReport(Stream rows, ReportOptions options)
    {
        writer = ReportWriter.TextOn(rows);
        this.options = options;
    }

    public override void Add(ReportRow row, long number)
    {
        Field(
            row.Timestamp is { } moment
                ? TimeZoneInfo.ConvertTime(moment, options.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
                : null
        );
        Next(Grouped(row.Receive));
        Next(row.Status.ToString());
        Next(row.Message);
        Next(row.ErrorMessage);
        Next(row.Name);
        Next(row.RowNumber?.ToString(CultureInfo.InvariantCulture));
        Next(row.ErrorCode);
        Next(row.MessageId);
        Next(row.SessionId);
        Next(row.HttpStatus?.ToString(CultureInfo.InvariantCulture));
        Next(row.Attempts?.ToString(CultureInfo.InvariantCulture));
        Next(row.Duration?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        Next(row.Parts?.ToString(CultureInfo.InvariantCulture));
        Next(row.PartsSent?.ToString(CultureInfo.InvariantCulture));
        Next(row.BatchId);
        Next(row.MessageKey);
        Next(row.Index?.ToString(CultureInfo.InvariantCulture));
        Next(row.SourceFile);
        writer.WriteLine();
    }

    public override void Flush() => writer.Flush();

    public override void WriteHead(Stream file, ReportSummary summary)
    {
        using var head = ReportWriter.TextOn(file, withMark: true);
        head.WriteLine(string.Join(options.Delimiter, Columns));
    }

    public override void WriteTail(Stream file, ReportSummary summary) { }

    /// <summary>
    /// A number with gaps (<c>62 812-3456-7890</c>), which no spreadsheet takes for a quantity: as mere digits it would become
    /// 6.28123E+12, and lose its end when the file is saved.
    /// </summary>
    internal static string? Grouped(string? receive) =>
        receive is { Length: > 9 } && receive.StartsWith("62", StringComparison.Ordinal) && receive.All(static c => c is >= '0' and <= '9')
            ? $"62 {receive.Substring(2, 3)}-{receive.Substring(5, 4)}-{receive.Substring(9)}"
            : receive;

    /// <summary>A reader may trim what is not quoted.</summary>
    private bool NeedsQuotes(string text) =>
        text.Any(Quoted.Contains)
        || text.Contains(options.Delimiter)
        || char.IsWhiteSpace(text[0])
        || char.IsWhiteSpace(text[text.Length - 1]);

    private void Next(string? text)
    {
        writer.Write(options.Delimiter);
        Field(text);
    }

    private void Field(string? text)
    {
        if (text is null or "")
        {
            return;
        }

        var guarded = FormulaStarts.Contains(text[0]) ? "'" + text : text;
        if (!NeedsQuotes(guarded))
        {
            writer.Write(guarded);
            return;
        }

        writer.Write('"');
        writer.Write(guarded.Replace("\"", "\"\""));
        writer.Write('"');
    }
}
