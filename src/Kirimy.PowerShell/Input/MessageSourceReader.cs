using System.Management.Automation;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>Reads the source of a message in the input: the row, its file and the recipient's name. Not thread-safe.</summary>
internal sealed class MessageSourceReader
{
    /// <summary>The property of a result with its original row.</summary>
    private const string EarlierInput = nameof(SendResult.Input);

    private readonly RowCells cells = new();

    /// <summary>Reads the source of all messages of an input.</summary>
    /// <returns>Null if nothing was piped in.</returns>
    public MessageSource? Read(PSObject? input) =>
        input?.BaseObject switch
        {
            null => null,
            Contact contact => new MessageSource
            {
                Name = ToSingleLine(contact.Name),
                RowNumber = contact.RowNumber,
                SourceFile = contact.SourceFile,
                Input = input,
            },
            // The source of a result is its original row, so that a second correction still has all columns.
            SendResult { Source: { } source } => source.Input is null ? source with { Input = input } : source,
            NumberResult or ErrorRecord or Exception => new MessageSource { Input = input },
            { } value when CellText.IsValue(value) => new MessageSource { Input = input },
            _ => ReadRow(input!),
        };

    private MessageSource ReadRow(PSObject row)
    {
        cells.Open(row);
        return new MessageSource
        {
            Name = Read(RowColumn.PersonName),
            RowNumber = int.TryParse(Read(RowColumn.RowNumber), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
            SourceFile = Read(RowColumn.SourceFile),
            Input = RowColumn.IsEarlierMessage(cells) && row.Properties[EarlierInput]?.Value is PSObject earlier ? earlier : row,
        };
    }

    private string? Read(RowColumn column) => cells.TryRead(column, out var cell) ? ToSingleLine(cell) : null;

    /// <summary>A cell as one line without control characters, because consoles show it.</summary>
    private static string? ToSingleLine(string? text) =>
        MessageText.Clean(text ?? string.Empty).Replace('\n', ' ').Trim() is { Length: > 0 } shown ? shown : null;
}
