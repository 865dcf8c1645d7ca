using System.Globalization;
using System.Management.Automation;
using Kirimy.Client.Ledger;
using Kirimy.Client.Reports;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;

namespace Kirimy.PowerShell.Commands;

/// <summary>Writes what became of messages to a file: a page, a table, JSON or JUnit.</summary>
[Cmdlet(VerbsData.Export, "KirimyReport", SupportsShouldProcess = true, DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKirimyReportCommand : DeliveryLogCmdlet
{
    private const string InputObjectSet = "InputObject";
    private const string BatchSet = "Batch";

    private ReportWriter? report;

    /// <summary>The file; its extension says what it is: .html, .csv, .json or .xml.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Results of Send-KirimyMessage, or records of Get-KirimyDelivery.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The batch whose records are taken from the ledger.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    public string BatchId { get; set; } = string.Empty;

    /// <inheritdoc/>
    [Parameter(ParameterSetName = BatchSet)]
    [ValidateNotNullOrEmpty]
    public override string? Ledger { get; set; }

    /// <summary>What stands above the report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Shows phone numbers whole.</summary>
    [Parameter]
    public SwitchParameter ShowNumber { get; set; }

    /// <summary>Separates the columns of .csv as the current culture does.</summary>
    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    /// <summary>Keeps a file that is there, and refuses the report.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // All that can be wrong with the file is said before the first message is sent.
        Guard(
            () =>
            {
                Path = FilePath.Of(this, Path, ErrorCode.ReportNotWritten);
                _ = ReportWriter.FormatOf(Path);
                if (ShouldProcess(Path, Text.Report_Action))
                {
                    report = ReportWriter.Create(Path, Options());
                }
            },
            Path
        );
        if (report is not null && ParameterSetName == BatchSet)
        {
            base.BeginProcessing();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (report is not null && ParameterSetName == BatchSet)
        {
            Guard(() =>
            {
                var isEmpty = true;
                foreach (var record in Log.Read(new DeliveryFilter { BatchId = BatchId }, StopToken))
                {
                    isEmpty = false;
                    report.Add(ReportRow.From(record));
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
        if (report is null || StopToken.IsCancellationRequested)
        {
            return;
        }

        Guard(report.Complete, Path);
        if (report.Omitted > 0)
        {
            WriteWarning(Text.Report_Omitted.With(report.Omitted));
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(Path));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        report?.Dispose();
        base.Dispose(disposing);
    }

    private void Add(PSObject input)
    {
        try
        {
            var row = ReportRowReader.Read(input);
            Guard(() => report?.Add(row), Path);
        }
        catch (KirimyException exception)
        {
            WriteError(ErrorRecords.From(exception, input));
        }
    }

    private ReportOptions Options() =>
        new()
        {
            Title = Title ?? (ParameterSetName == BatchSet ? Text.Report_BatchTitle.With(BatchId) : null),
            ShowNumbers = ShowNumber,
            NoClobber = NoClobber,
            Delimiter = UseCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator : ",",
            Advice = ErrorRecords.ActionOf,
        };
}
