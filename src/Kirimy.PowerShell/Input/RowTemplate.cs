using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>A template that is filled in from rows, and from what -Variable says for all of them. Not thread-safe.</summary>
internal sealed class RowTemplate
{
    private readonly MessageTemplate template;
    private readonly MissingVariable missingVariable;
    private readonly Dictionary<string, object?> constants = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, object?> valueOf;
    private PSObject? row;
    private string? warning;
    private bool isRowKnown;

    /// <param name="template">The template.</param>
    /// <param name="variables">Values that hold for every row, before those of its columns; null for none.</param>
    /// <param name="missingVariable">How to handle a missing value.</param>
    /// <param name="culture">The culture that numbers and dates are written for.</param>
    public RowTemplate(MessageTemplate template, IDictionary? variables, MissingVariable missingVariable, CultureInfo culture)
    {
        this.template = template;
        Culture = culture;
        this.missingVariable = missingVariable;
        valueOf = ValueOf;
        if (variables is { Count: > 0 })
        {
            var names = variables.Keys.Cast<object>().ToList();
            var spellings = names.ConvertAll(name => Convert.ToString(name, CultureInfo.InvariantCulture) ?? string.Empty);
            foreach (var variable in template.Variables)
            {
                if (ColumnName.Find(variable, spellings) is var found and >= 0)
                {
                    constants[variable] = CellText.Typed(variables[names[found]]);
                }
            }
        }
    }

    /// <summary>The template itself.</summary>
    public MessageTemplate Template => template;

    /// <summary>The culture that numbers and dates are written for.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Says once, after the first text, for which variables its row had no column: most often a name that is misspelled.</summary>
    /// <returns>Null where there is nothing to say, or it was said.</returns>
    public string? TakeWarning()
    {
        var taken = warning;
        warning = null;
        return taken;
    }

    /// <summary>Fills the template in.</summary>
    /// <param name="from">The row; null where there is none.</param>
    /// <param name="text">The text; null when it can't be made.</param>
    /// <param name="missing">The variables without a value.</param>
    /// <exception cref="KirimyException">FORMAT_MISMATCH.</exception>
    public bool TryRender(PSObject? from, out string? text, out IReadOnlyList<string> missing)
    {
        row = from;
        if (!template.TryRender(valueOf, Culture, missingVariable, out text, out missing))
        {
            return false;
        }

        if (row is not null && !isRowKnown)
        {
            isRowKnown = true;
            warning = Lacking(row);
        }

        return true;
    }

    private string? Lacking(PSObject from)
    {
        var lacking = template.Variables.Where(name => !constants.ContainsKey(name) && RowColumn.Others(from, [name]) is not null).ToList();
        return lacking.Count == 0
            ? null
            : Text.RowTemplate_NoColumn.With(string.Join(", ", lacking.Select(name => "{{" + name + "}}")))
                + " "
                + RowColumn.Others(from, lacking);
    }

    private object? ValueOf(string variable) =>
        constants.TryGetValue(variable, out var constant) ? constant
        : row is null ? null
        : RowColumn.Read(row, variable);
}
