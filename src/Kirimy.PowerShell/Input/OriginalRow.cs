using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.Reports;

namespace Kirimy.PowerShell.Input;

/// <summary>Reads the original row of a result, with the columns of its file.</summary>
internal static class OriginalRow
{
    private const string Recipient = nameof(SendResult.Recipient);
    private const string Name = nameof(SendResult.Name);

    /// <summary>The properties that Import-KirimyContact adds to the columns of a file.</summary>
    private static readonly string[] AddedToContact =
    [
        nameof(Contact.RowNumber),
        nameof(Contact.SourceFile),
        nameof(Contact.IsValid),
        nameof(Contact.Reason),
        nameof(Contact.Advice),
    ];

    /// <summary>Reads the original row of a result, or its known values.</summary>
    /// <param name="result">A result or a record, live or deserialized.</param>
    /// <param name="known">The row of the report.</param>
    /// <param name="isComplete">Whether all columns are known; a record, a line of a report and a message without a row have fewer.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Read(PSObject result, ReportRow known, out bool isComplete)
    {
        var input = result.Properties[nameof(SendResult.Input)]?.Value;

        // A result that was copied with too little depth has a string instead of its row; that isn't a text to send.
        input = input is string && result.BaseObject is not SendResult ? null : input;
        isComplete = input is not null;
        var row = input is null ? null : PSObject.AsPSObject(input);
        if (row is not null && !CellText.IsValue(row.BaseObject))
        {
            return GetCells(row);
        }

        return new KeyValuePair<string, string?>[]
        {
            new(Recipient, known.Recipient),
            new(Name, known.Name),
            new(nameof(DeliveryRecord.Message), row is null ? known.Message : CellText.Of(row)),
        }.Where(cell => cell.Value is not null || cell.Key == Recipient);
    }

    private static IEnumerable<KeyValuePair<string, string?>> GetCells(PSObject row) =>
        row.BaseObject switch
        {
            Contact contact => contact.FileColumns.Zip(contact.Cells, (name, cell) => new KeyValuePair<string, string?>(name, cell)),
            IDictionary dictionary => dictionary
                .Keys.Cast<object>()
                .Select(key => new KeyValuePair<string, string?>(
                    Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty,
                    CellText.Of(dictionary[key])
                )),
            _ => GetProperties(row)
                .Select(property => new KeyValuePair<string, string?>(property.Name, RowColumn.Cell(property, CellText.Of))),
        };

    /// <summary>The columns of a row; for a copied contact, the columns of its file as far as they are known.</summary>
    private static IEnumerable<PSPropertyInfo> GetProperties(PSObject row)
    {
        if (!CopiedObject.IsOf<Contact>(row))
        {
            return row.Properties;
        }

        var columns = row.Properties.Where(property => !AddedToContact.Contains(property.Name)).ToList();
        RemoveIfHeldByAnother(Recipient, names => !NumberColumns.Of(names).IsEmpty);
        RemoveIfHeldByAnother(Name, names => RowColumn.PersonName.IndexIn(names) >= 0);
        return columns;

        // The normalized number and the name repeat their source columns and would hide a correction there.
        void RemoveIfHeldByAnother(string own, Func<List<string>, bool> isHeld)
        {
            var others = columns.Where(property => property.Name != own).ToList();
            if (isHeld(others.ConvertAll(property => property.Name)))
            {
                columns = others;
            }
        }
    }
}
