using System.Collections;
using System.Management.Automation;
using Kirimy.Client.Contacts;
using Kirimy.Client.Texts;

namespace Kirimy.PowerShell.Input;

/// <summary>Renders a template with the columns of rows and the values of -Variable. Not thread-safe.</summary>
internal sealed class RowTemplate
{
    private readonly MissingVariable missingVariable;
    private readonly Dictionary<string, object?> constants = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, object?> valueOf;
    private PSObject? row;
    private readonly Action<string> warn;
    private bool isRowKnown;

    /// <param name="template">The template.</param>
    /// <param name="variables">Values for every row; they take precedence over its columns. Null for none.</param>
    /// <param name="missingVariable">The handling of a missing value.</param>
    /// <param name="culture">The culture for formatting numbers and dates.</param>
    /// <param name="warn">Writes a warning after the first text about variables without a column, which are often misspelled.</param>
    public RowTemplate(
        MessageTemplate template,
        IDictionary? variables,
        MissingVariable missingVariable,
        CultureInfo culture,
        Action<string> warn
    )
    {
        this.warn = warn;
        Template = template;
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

    public MessageTemplate Template { get; }

    /// <summary>The culture for formatting numbers and dates.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Renders the template.</summary>
    /// <param name="from">The row; null for none.</param>
    /// <param name="text">The text; null if it can't be rendered.</param>
    /// <param name="missing">The variables without a value.</param>
    /// <exception cref="KirimyException">FORMAT_MISMATCH.</exception>
    public bool TryRender(PSObject? from, out string? text, out IReadOnlyList<string> missing)
    {
        row = from;
        if (!Template.TryRender(valueOf, Culture, missingVariable, out text, out missing))
        {
            return false;
        }

        if (row is not null && !isRowKnown)
        {
            isRowKnown = true;
            WarnAboutMissingColumns(row);
        }

        return true;
    }

    private void WarnAboutMissingColumns(PSObject from)
    {
        var variables = Template
            .Variables.Where(name => !constants.ContainsKey(name) && RowColumn.DescribeMissing(from, [name]) is not null)
            .ToList();
        if (variables.Count > 0)
        {
            var names = string.Join(", ", variables.Select(name => "{{" + name + "}}"));
            warn(Text.RowTemplate_NoColumn.With(names) + " " + RowColumn.DescribeMissing(from, variables));
        }
    }

    private object? ValueOf(string variable) =>
        constants.TryGetValue(variable, out var constant) ? constant
        : row is null ? null
        : RowColumn.Read(row, variable);
}
