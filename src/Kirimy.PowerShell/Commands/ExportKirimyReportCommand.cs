using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.Ledger;
using Kirimy.Client.Reports;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Commands;

/// <summary>Exports the outcome of messages to a file: an HTML page, CSV, JSON or JUnit XML.</summary>
[Cmdlet(VerbsData.Export, "KirimyReport", SupportsShouldProcess = true, DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKirimyReportCommand : DeliveryLogCmdlet
{
    private const string InputObjectSet = "InputObject";
    private const string BatchSet = "Batch";

    private ReportWriter? report;
    private FailedRows? failedRows;
    private bool lacksColumns;

    /// <summary>The file. Its extension selects the format: .html, .csv, .json or .xml.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Results of Send-KirimyMessage, or records of Get-KirimyDelivery.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The batch whose records are exported from the ledger.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BatchIdCompleter))]
    public string BatchId { get; set; } = string.Empty;

    /// <inheritdoc/>
    [Parameter(ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    public override string? Ledger { get; set; }

    /// <summary>The title of the report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Shows phone numbers in full.</summary>
    [Parameter]
    public SwitchParameter ShowNumber { get; set; }

    /// <summary>A CSV file for the rows that failed, with their original columns, so that they can be corrected and sent again.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FailedRowsPath { get; set; }

    /// <summary>The statuses whose rows are written to that file.</summary>
    [Parameter]
    [ValidateSet(nameof(DeliveryStatus.Failed), nameof(DeliveryStatus.NotSent), nameof(DeliveryStatus.Unknown))]
    public DeliveryStatus[] FailedRowsStatus { get; set; } = [DeliveryStatus.Failed, DeliveryStatus.NotSent];

    /// <summary>The delimiter of a CSV file.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>Uses the list separator of the current culture as the delimiter.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>Refuses to overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Errors of the file are reported before the first message is sent.
        Guard(
            () =>
            {
                Path = FilePath.Resolve(this, Path, ErrorCode.ReportNotWritten);
                _ = ReportWriter.FormatOf(Path);
                var options = CreateOptions();
                if (ShouldProcess(Path, Text.Report_Action))
                {
                    report = ReportWriter.Create(Path, options);
                }
            },
            Path
        );
        if (FailedRowsPath is not null)
        {
            Guard(OpenFailedRows, FailedRowsPath);
        }

        if (IsWriting && ParameterSetName == BatchSet)
        {
            base.BeginProcessing();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IsWriting && ParameterSetName == BatchSet)
        {
            Guard(() =>
            {
                var isEmpty = true;
                foreach (var record in Log.Read(new DeliveryFilter { BatchId = BatchId }, StopToken))
                {
                    isEmpty = false;
                    Add(ReportRow.From(record), PSObject.AsPSObject(record));
                }

                var batches = Log.Batches(name => name == BatchId, Settings.Limits).ToList();
                if (batches.TrueForAll(static batch => batch.Total is not null))
                {
                    report?.SetTotal(batches.Sum(static batch => batch.Total!.Value));
                }

                if (isEmpty)
                {
                    WriteWarning(Text.Report_NoSuchBatch.With(BatchId));
                }
            });
        }

        foreach (var input in InputObject)
        {
            Add(input);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (StopToken.IsCancellationRequested)
        {
            return;
        }

        Complete(report is null ? null : report.Complete, Path);
        if (report?.Omitted > 0)
        {
            WriteWarning(Text.Report_Omitted.With(report.Omitted));
        }

        Complete(failedRows is null ? null : failedRows.Complete, FailedRowsPath!);
        if (lacksColumns)
        {
            WriteWarning(Text.Report_RowsLackColumns.With(FailedRowsPath));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        report?.Dispose();
        failedRows?.Dispose();
        base.Dispose(disposing);
    }

    private void Add(PSObject input) =>
        GuardInput(
            () =>
            {
                var row = ReportRowReader.Read(input);
                Guard(() => Add(row, input), Path);
            },
            input
        );

    private bool IsWriting => report is not null || failedRows is not null;

    private void Add(ReportRow row, PSObject input)
    {
        report?.Add(row);
        if (failedRows is not null && FailedRowsStatus.Contains(row.Status))
        {
            failedRows.Add(OriginalRow.Read(input, row, out var isComplete), row);
            lacksColumns |= !isComplete;
        }
    }

    private void OpenFailedRows()
    {
        FailedRowsPath = FilePath.Resolve(this, FailedRowsPath!, ErrorCode.ReportNotWritten);
        if (string.Equals(FailedRowsPath, Path, StringComparison.OrdinalIgnoreCase))
        {
            throw new KirimyException(ErrorCode.ReportNotWritten, Text.Report_SamePath.With(Path));
        }

        if (ShouldProcess(FailedRowsPath, Text.Report_FailedRowsAction))
        {
            failedRows = FailedRows.Create(FailedRowsPath, CreateOptions());
        }
    }

    private void Complete(Action? complete, string path)
    {
        if (complete is null)
        {
            return;
        }

        Guard(complete, path);
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }

    private ReportOptions CreateOptions() =>
        new()
        {
            Title = Title ?? (ParameterSetName == BatchSet ? Text.Report_BatchTitle.With(BatchId) : null),
            ShowNumbers = ShowNumber,
            NoClobber = NoClobber,
            Delimiter =
                Delimiter is { } delimiter ? DelimiterGuess.Require(delimiter).ToString()
                : UseCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator
                : ",",
            Advice = ErrorRecords.ActionOf,
        };
}
