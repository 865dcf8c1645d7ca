using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Parameters;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Commands;

/// <summary>Imports contacts from CSV files and validates their phone numbers. A damaged file is an error.</summary>
[Cmdlet(VerbsData.Import, "KirimyContact", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Contact))]
public sealed class ImportKirimyContactCommand : KirimyCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>The files; wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files; wildcards aren't interpreted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The column with the phone number; by default chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NumberColumnCompleter))]
    public string? NumberColumn { get; set; }

    /// <summary>The row number of the header, counted from 1; by default detected.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? HeaderRow { get; set; }

    /// <summary>The delimiter; by default detected.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding; by default detected.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Encoding { get; set; }

    /// <summary>The country of phone numbers without a country code: two letters, ISO 3166-1 alpha-2.</summary>
    [Parameter]
    [Alias("DefaultRegion")]
    [ValidateRegion]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = "ID";

    /// <summary>Omits rows whose phone number is refused.</summary>
    [Parameter]
    public SwitchParameter SkipInvalid { get; set; }

    /// <summary>Returns only the first of the rows with the same phone number, over all files.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            GuardInput(
                () =>
                {
                    var files = isLiteral
                        ? [FilePath.Resolve(this, path, ErrorCode.FileNotFound)]
                        : FilePath.FindMatches(this, path, ErrorCode.FileNotFound);
                    var isOnlyFile = files.Count == 1 && !MyInvocation.ExpectingInput && (isLiteral ? LiteralPath : Path).Length == 1;
                    foreach (var file in files)
                    {
                        GuardInput(() => Import(file, isOnlyFile), file);
                    }
                },
                path
            );
        }
    }

    private void Import(string path, bool isOnlyFile)
    {
        var options = new ContactFileOptions
        {
            NumberColumn = NumberColumn,
            HeaderRow = HeaderRow,
            // A value that $PSDefaultParameterValues sets for all cmdlets is meant for other files; it is ignored here.
            Delimiter = DefaultParameterValues.AreSourceOf(this, nameof(Delimiter)) ? null : Delimiter,
            Encoding = DefaultParameterValues.AreSourceOf(this, nameof(Encoding)) ? null : Encoding,
            Region = Region,
            IsOnlyFile = isOnlyFile,
        };
        using var file = ContactFile.Open(path, options, StopToken);
        WriteVerbose(Text.ImportContact_Opened.With(path, file.Count, file.EncodingName, file.Delimiter, file.NumberColumn));
        if (file.HasTitle)
        {
            WriteWarning(Text.ImportContact_Title.With(path, file.HeaderRow));
        }

        if (NumberColumn is null && file.OtherNumberColumns is { Count: > 0 } others)
        {
            WriteWarning(Text.ImportContact_NumberColumn.With(path, file.NumberColumn, string.Join(", ", others)));
        }

        if (file.Count == 0)
        {
            WriteWarning(Text.ImportContact_NoRows.With(path));
        }

        foreach (var (name, shownAs) in file.RenamedColumns)
        {
            WriteWarning(Text.ImportContact_Renamed.With(path, name, shownAs));
        }

        foreach (var contact in file.Read(StopToken))
        {
            if (contact.Recipient is { } recipient ? !Unique || seen.Add(recipient) : !SkipInvalid)
            {
                WriteObject(contact);
            }
        }
    }
}
