using System.Collections.ObjectModel;
using System.Management.Automation;
using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Property adapter: makes the columns of a <see cref="Contact"/> properties in PowerShell; Kirimy.Types.ps1xml registers it. A note
/// property for each cell would be simpler, but Import-KirimyContact would be slower than Import-Csv: 200,000 rows of 5 columns take 165 ms
/// with this adapter, about 500 ms with note properties, and 450 ms with Import-Csv.
/// </summary>
public sealed class ContactAdapter : PSPropertyAdapter
{
    private static readonly OwnProperty Recipient = new(nameof(Contact.Recipient), typeof(string), contact => contact.Recipient);

    private static readonly OwnProperty[] Own =
    [
        Recipient,
        new(nameof(Contact.Name), typeof(string), contact => contact.Name),
        new(nameof(Contact.RowNumber), typeof(int), contact => contact.RowNumber),
        new(nameof(Contact.SourceFile), typeof(string), contact => contact.SourceFile),
        new(nameof(Contact.IsValid), typeof(bool), contact => contact.IsValid),
        new(nameof(Contact.Reason), typeof(string), contact => contact.Reason),
        new(nameof(Contact.Advice), typeof(string), contact => contact.Advice),
    ];

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        var properties = new Collection<PSAdaptedProperty>();
        foreach (var own in Own)
        {
            properties.Add(new PSAdaptedProperty(own.Name, own));
        }

        foreach (var column in ((Contact)baseObject).ColumnNames)
        {
            properties.Add(new PSAdaptedProperty(column, tag: null));
        }

        return properties;
    }

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName)
    {
        foreach (var own in Own)
        {
            if (string.Equals(own.Name, propertyName, StringComparison.OrdinalIgnoreCase))
            {
                return new PSAdaptedProperty(own.Name, own);
            }
        }

        // The alias isn't listed, and no column has its name: ContactHeader renames such a column.
        return string.Equals(propertyName, ColumnName.Receive, StringComparison.OrdinalIgnoreCase)
                ? new PSAdaptedProperty(propertyName, Recipient)
            : ((Contact)baseObject).Cell(propertyName) is null ? null
            : new PSAdaptedProperty(propertyName, tag: null);
    }

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty)
    {
        var contact = (Contact)adaptedProperty.BaseObject;
        return adaptedProperty.Tag is OwnProperty own ? own.Read(contact) : contact.Cell(adaptedProperty.Name);
    }

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        (adaptedProperty.Tag is OwnProperty own ? own.Type : typeof(string)).FullName!;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    /// <remarks>
    /// A script may trim a name before it is sent. The number can't be changed, because only the original one was validated.
    /// </remarks>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) =>
        ((Contact)adaptedProperty.BaseObject).CanChange(adaptedProperty.Name);

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value)
    {
        // PowerShell calls the setter without checking IsSettable.
        if (!IsSettable(adaptedProperty))
        {
            throw new SetValueException(Text.Contact_Fixed.With(adaptedProperty.Name));
        }

        ((Contact)adaptedProperty.BaseObject).Change(adaptedProperty.Name, CellText.Of(value) ?? string.Empty);
    }

    private sealed record OwnProperty(string Name, Type Type, Func<Contact, object?> Read);
}
