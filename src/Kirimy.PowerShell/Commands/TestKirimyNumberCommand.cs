using System.Management.Automation;
using Kirimy.Client.PhoneNumbers;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Validates phone numbers and shows how each one is interpreted.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KirimyNumber")]
[OutputType(typeof(NumberResult), typeof(bool))]
public sealed class TestKirimyNumberCommand : ProfileCmdlet
{
    private string region = PhoneRegion.Indonesia;
    private RowCells? cells;

    /// <summary>Phone numbers in any format, or rows with a column of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject?[]? Number { get; set; }

    /// <summary>The column with the phone number; by default chosen by headings and values.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NumberColumnCompleter))]
    public string? NumberColumn { get; set; }

    /// <summary>The country of phone numbers without a country code: two letters, ISO 3166-1 alpha-2.</summary>
    [Parameter]
    [Alias("DefaultRegion")]
    [ValidateRegion]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = PhoneRegion.Indonesia;

    /// <summary>Returns only whether Kirimy can send to each number.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        Guard(() => region = MyInvocation.BoundParameters.ContainsKey(nameof(Region)) ? Region : Settings.DefaultRegion.Value, Region);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Number is null)
        {
            Write(PhoneNumberReader.Read(input: null, region));
            return;
        }

        if (!MyInvocation.ExpectingInput && Array.Exists(Number, NumberText.IsNumber) && Array.TrueForAll(Number, IsNumberOrText))
        {
            foreach (var text in TypedNumbers.Restore(MyInvocation, nameof(Number), Array.ConvertAll(Number, NumberText.Of)))
            {
                Write(PhoneNumberReader.Read(text, region));
            }

            return;
        }

        foreach (var number in Number)
        {
            if (Read(number) is { } result)
            {
                Write(result);
            }
        }
    }

    private static bool IsNumberOrText(PSObject? value) => value?.BaseObject is null or string || NumberText.IsNumber(value);

    /// <summary>Reads a number or a row; null for an empty line of a spreadsheet.</summary>
    private NumberResult? Read(PSObject? input)
    {
        if (input is null || CellText.IsValue(input.BaseObject))
        {
            return PhoneNumberReader.Read(NumberText.Of(input), region);
        }

        cells ??= new RowCells(NumberColumn, region);
        cells.Open(input);
        if (cells.IsEmptyLine)
        {
            return null;
        }

        var choice = cells.ChooseNumber();
        if (choice.Column < 0)
        {
            var missing = RowColumn.CreateMissingNumberError(input, NumberReason.NoNumberColumn, NumberColumn);
            WriteError(ErrorRecords.From(missing, input));
            return new NumberResult { Reason = missing.Code, Advice = missing.Message };
        }

        if (cells.DescribeAmbiguity(choice) is { } ambiguity)
        {
            return new NumberResult
            {
                Input = choice.Text,
                Reason = NumberReason.Ambiguous,
                Advice = ambiguity,
            };
        }

        cells.WarnAboutOtherNumbers(choice, WriteWarning);
        return choice.Read(region);
    }

    private void Write(NumberResult result) => WriteObject(Quiet ? result.IsValid : result);
}
