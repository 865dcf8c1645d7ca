using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using Kirimy.Client.Contacts;

namespace Kirimy.PowerShell.Output;

/// <summary>
/// Property adapter: lets a script read a property by its alias, such as the service's own name for the recipient; Kirimy.Types.ps1xml
/// registers it. An alias property of that file would be simpler, but PowerShell serializes it even if it's hidden, so that every result of
/// a job would have the recipient twice. This adapter never lists an alias: files, JSON and jobs have the names of the type alone.
/// </summary>
public sealed class ResultAdapter : PSPropertyAdapter
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        [ColumnName.Receive] = nameof(SendResult.Recipient),
        ["HeldBack"] = nameof(SendResult.SuppressedCount),
        ["LeftToday"] = nameof(Quota.RemainingToday),
        ["DayEnds"] = nameof(Quota.ResetsAt),
        ["Found"] = nameof(ConnectionCheck.Detail),
    };

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> PropertiesOf = [];

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject) =>
        [.. Properties(baseObject).Select(property => new PSAdaptedProperty(property.Name, property))];

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName)
    {
        var property = Find(baseObject, propertyName) ?? (Aliases.TryGetValue(propertyName, out var name) ? Find(baseObject, name) : null);
        return property is null ? null : new PSAdaptedProperty(propertyName, property);
    }

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) =>
        ((PropertyInfo)adaptedProperty.Tag).GetValue(adaptedProperty.BaseObject);

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        ((PropertyInfo)adaptedProperty.Tag).PropertyType.ToString();

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException(Text.Result_ReadOnly.With(adaptedProperty.Name));

    private static PropertyInfo[] Properties(object result) => PropertiesOf.GetOrAdd(result.GetType(), static type => type.GetProperties());

    private static PropertyInfo? Find(object result, string name) =>
        Array.Find(Properties(result), property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));
}
