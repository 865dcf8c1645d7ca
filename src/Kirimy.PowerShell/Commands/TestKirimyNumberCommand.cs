using System.Management.Automation;
using Kirimy.Client.PhoneNumbers;
using Kirimy.PowerShell.Completion;
using Kirimy.PowerShell.Input;
using Kirimy.PowerShell.Output;
using Kirimy.PowerShell.Parameters;

namespace Kirimy.PowerShell.Commands;

/// <summary>Reads phone numbers, and says which of them Kirimy can send to.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KirimyNumber")]
[OutputType(typeof(NumberResult), typeof(bool))]
public sealed class TestKirimyNumberCommand : ProfileCmdlet
{
    private string region = PhoneRegion.Indonesia;

    /// <summary>Numbers as they are written, or rows with a column that holds one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject?[]? Number { get; set; }

    /// <summary>The country of numbers written without a country code: two letters, ISO 3166-1 alpha-2.</summary>
    [Parameter]
    [Alias("DefaultRegion")]
    [ValidateRegion]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = "ID";

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
            Write(Read(number));
        }
    }

    private static bool IsNumberOrText(PSObject? value) => value?.BaseObject is null or string || NumberText.IsNumber(value);

    private NumberResult Read(PSObject? input)
    {
        if (input is null || CellText.IsValue(input.BaseObject))
        {
            return PhoneNumberReader.Read(NumberText.Of(input), region);
        }

        if (RowColumn.Number.TryRead(input, out var cell))
        {
            return PhoneNumberReader.Read(cell, region);
        }

        var missing = RowColumn.Number.Missing(input, NumberReason.NoNumberColumn);
        WriteError(ErrorRecords.From(missing, input));
        return new NumberResult { Reason = missing.Code, Advice = missing.Message };
    }

    private void Write(NumberResult result)
    {
        if (Quiet)
        {
            WriteObject(result.IsValid);
        }
        else
        {
            WriteObject(result);
        }
    }
}
