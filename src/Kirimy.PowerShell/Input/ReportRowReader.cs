using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.Reports;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Reads results and records as rows of a report: live objects, and copies by remoting, jobs or Export-Csv, whose properties have the
/// same names and mostly text values.
/// </summary>
internal static class ReportRowReader
{
    /// <summary>Reads an object of the pipeline.</summary>
    /// <exception cref="KirimyException">NOT_A_RESULT: it has no valid status.</exception>
    public static ReportRow Read(PSObject input)
    {
        switch (input.BaseObject)
        {
            case SendResult result:
                return ReportRow.From(result);
            case DeliveryRecord record:
                return ReportRow.From(record);
        }

        // A serialized enum has its name as text and a number as the base object.
        var status = Value(input, "Status")?.ToString();
        if (!TryStatus(input, status, out var known))
        {
            throw new KirimyException(ErrorCode.NotAResult, Text.Report_NotAResult.With(input.BaseObject.GetType(), status));
        }

        return new ReportRow
        {
            Index = Number(input, nameof(ReportRow.Index)),
            Timestamp = Moment(Value(input, nameof(ReportRow.Timestamp), "Time")),
            RowNumber = Number(input, nameof(ReportRow.RowNumber)),
            SourceFile = Cell(input, nameof(ReportRow.SourceFile)),
            Name = Cell(input, nameof(ReportRow.Name)),
            Recipient = Cell(input, nameof(ReportRow.Recipient), ColumnName.Receive, "Number"),
            Status = known,
            Message = Cell(input, nameof(ReportRow.Message)),
            MessageId = Cell(input, nameof(ReportRow.MessageId)),
            ErrorCode = Cell(input, nameof(ReportRow.ErrorCode)),
            ErrorMessage = Cell(input, nameof(ReportRow.ErrorMessage), "Error"),
            SessionId = Cell(input, nameof(ReportRow.SessionId)),
            HttpStatus = Number(input, nameof(ReportRow.HttpStatus)),
            Attempts = Number(input, nameof(ReportRow.Attempts)),
            Duration = Duration(input),
            Parts = Number(input, nameof(ReportRow.Parts)),
            PartsSent = Number(input, nameof(ReportRow.PartsSent)),
            BatchId = Cell(input, nameof(ReportRow.BatchId)),
            MessageKey = Cell(input, nameof(ReportRow.MessageKey)),
        };
    }

    /// <summary>
    /// Parses a status by name or, as ConvertTo-Json writes it, by number. Because other objects may have a numeric status, a result must
    /// have a recipient, too.
    /// </summary>
    private static bool TryStatus(PSObject input, string? status, out DeliveryStatus known) =>
        Enum.TryParse(status, ignoreCase: true, out known)
        && known <= DeliveryStatus.InProgress
        && status!.All(char.IsLetterOrDigit)
        && (
            char.IsLetter(status![0])
            || Value(input, nameof(ReportRow.Recipient), ColumnName.Receive, nameof(ReportRow.MessageKey)) is not null
        );

    /// <summary>A property or dictionary entry with the first name that exists.</summary>
    private static object? Value(PSObject input, params string[] names) =>
        input.BaseObject is IDictionary dictionary
            ? names.Select(n => dictionary[n]).FirstOrDefault(v => v is not null)
            : names.Select(n => input.Properties[n]?.Value).FirstOrDefault(v => v is not null);

    private static string? Cell(PSObject input, params string[] names) =>
        CellText.Of(Value(input, names)) is { Length: > 0 } text ? text : null;

    private static int? Number(PSObject input, string name) =>
        int.TryParse(Cell(input, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Duration(PSObject input) =>
        Value(input, nameof(ReportRow.Duration)) switch
        {
            TimeSpan time => time,
            PSObject { BaseObject: TimeSpan time } => time,
            null
                when double.TryParse(Cell(input, "Seconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    && Math.Abs(seconds) < int.MaxValue => TimeSpan.FromSeconds(seconds),
            var other => TimeSpan.TryParse(other?.ToString(), CultureInfo.InvariantCulture, out var time) ? time : null,
        };

    private static DateTimeOffset? Moment(object? value) =>
        (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value) switch
        {
            DateTimeOffset moment => moment,
            DateTime time => new DateTimeOffset(time),
            // Remoting returns a DateTimeOffset as this.
            PSObject { Properties: var parts } when parts["UtcDateTime"]?.Value is DateTime utc => new DateTimeOffset(
                DateTime.SpecifyKind(utc, DateTimeKind.Utc)
            ),
            // Export-Csv uses the current culture. Reports and JSON use ISO 8601, which every culture parses.
            { } other => DateTimeOffset.TryParse(other.ToString(), CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out var moment)
            || DateTimeOffset.TryParse(other.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out moment)
                ? moment
                : null,
            null => null,
        };
}
