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
        var status = GetValue(input, "Status")?.ToString();
        if (!TryParseStatus(input, status, out var known))
        {
            throw new KirimyException(ErrorCode.NotAResult, Text.Report_NotAResult.With(input.BaseObject.GetType(), status));
        }

        return new ReportRow
        {
            Index = GetNumber(input, nameof(ReportRow.Index)),
            Timestamp = ParseMoment(GetValue(input, nameof(ReportRow.Timestamp), "Time")),
            RowNumber = GetNumber(input, nameof(ReportRow.RowNumber)),
            SourceFile = GetText(input, nameof(ReportRow.SourceFile)),
            Name = GetText(input, nameof(ReportRow.Name)),
            Recipient = GetText(input, nameof(ReportRow.Recipient), ColumnName.Receive, "Number"),
            Status = known,
            Message = GetText(input, nameof(ReportRow.Message)),
            MessageId = GetText(input, nameof(ReportRow.MessageId)),
            ErrorCode = GetText(input, nameof(ReportRow.ErrorCode)),
            ErrorMessage = GetText(input, nameof(ReportRow.ErrorMessage), "Error"),
            SessionId = GetText(input, nameof(ReportRow.SessionId)),
            HttpStatus = GetNumber(input, nameof(ReportRow.HttpStatus)),
            Attempts = GetNumber(input, nameof(ReportRow.Attempts)),
            Duration = GetDuration(input),
            Parts = GetNumber(input, nameof(ReportRow.Parts)),
            PartsSent = GetNumber(input, nameof(ReportRow.PartsSent)),
            BatchId = GetText(input, nameof(ReportRow.BatchId)),
            MessageKey = GetText(input, nameof(ReportRow.MessageKey)),
        };
    }

    /// <summary>
    /// Parses a status by name or, as ConvertTo-Json writes it, by number. Because other objects may have a numeric status, a result must
    /// have a recipient, too.
    /// </summary>
    private static bool TryParseStatus(PSObject input, string? status, out DeliveryStatus known) =>
        Enum.TryParse(status, ignoreCase: true, out known)
        && known <= DeliveryStatus.InProgress
        && status!.All(char.IsLetterOrDigit)
        && (
            char.IsLetter(status![0])
            || GetValue(input, nameof(ReportRow.Recipient), ColumnName.Receive, nameof(ReportRow.MessageKey)) is not null
        );

    /// <summary>A property or dictionary entry with the first name that exists.</summary>
    private static object? GetValue(PSObject input, params string[] names) =>
        input.BaseObject is IDictionary dictionary
            ? names.Select(n => dictionary[n]).FirstOrDefault(v => v is not null)
            : names.Select(n => input.Properties[n]?.Value).FirstOrDefault(v => v is not null);

    private static string? GetText(PSObject input, params string[] names) =>
        CellText.Of(GetValue(input, names)) is { Length: > 0 } text ? text : null;

    private static int? GetNumber(PSObject input, string name) =>
        int.TryParse(GetText(input, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? GetDuration(PSObject input) =>
        GetValue(input, nameof(ReportRow.Duration)) switch
        {
            TimeSpan time => time,
            PSObject { BaseObject: TimeSpan time } => time,
            null
                when double.TryParse(GetText(input, "Seconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    && Math.Abs(seconds) < int.MaxValue => TimeSpan.FromSeconds(seconds),
            var other => TimeSpan.TryParse(other?.ToString(), CultureInfo.InvariantCulture, out var time) ? time : null,
        };

    private static DateTimeOffset? ParseMoment(object? value) =>
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
