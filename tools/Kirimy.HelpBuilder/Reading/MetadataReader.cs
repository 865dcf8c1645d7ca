using System.Globalization;
using Kirimy.HelpBuilder.Pages;
using Markdig.Syntax;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>Reads the YAML block of a parameter: each line has one known field, and each field occurs once.</summary>
/// <param name="problems">Receives the problems of the block.</param>
internal sealed class MetadataReader(Problems problems)
{
    private static readonly string[] Needed =
    [
        "Type",
        "Parameter Sets",
        "Aliases",
        "Required",
        "Position",
        "Default value",
        "Accept pipeline input",
        "Accept wildcard characters",
    ];

    private static readonly string[] Optional = ["Accepted values"];

    private readonly Dictionary<string, (string Value, int Line)> fields = new(StringComparer.Ordinal);
    private int line;

    public ParameterMetadata Read(FencedCodeBlock block)
    {
        fields.Clear();
        line = block.Line + 2;
        for (var i = 0; i < block.Lines.Count; i++)
        {
            ReadField(block.Lines.Lines[i].ToString(), line + i);
        }

        foreach (var missing in Needed.Where(n => !fields.ContainsKey(n)))
        {
            problems.Add(line, ProblemCode.Metadata, $"The field «{missing}» is missing.");
        }

        return new ParameterMetadata
        {
            Type = NotEmpty("Type"),
            ParameterSets = List("Parameter Sets", NotEmpty("Parameter Sets")),
            Aliases = List("Aliases", Value("Aliases")),
            AcceptedValues = List("Accepted values", Value("Accepted values")),
            Required = Flag("Required"),
            Position = Position(),
            DefaultValue = NotEmpty("Default value"),
            PipelineInput = PipelineInput(),
            Wildcards = Flag("Accept wildcard characters"),
            Line = line,
        };
    }

    private void ReadField(string text, int at)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text.Trim() : text[..colon].Trim();
        if (!Needed.Contains(name) && !Optional.Contains(name))
        {
            problems.Add(
                at,
                ProblemCode.Metadata,
                $"There is no field «{name}». The fields: {string.Join(", ", [.. Needed, .. Optional])}."
            );
        }
        else if (colon < 0 || !fields.TryAdd(name, (text[(colon + 1)..].Trim(), at)))
        {
            problems.Add(at, ProblemCode.Metadata, $"The field «{name}» comes once, as «{name}: value».");
        }
    }

    private string Value(string name) => fields.TryGetValue(name, out var field) ? field.Value : string.Empty;

    private string NotEmpty(string name)
    {
        var value = Value(name);
        if (value.Length == 0 && fields.ContainsKey(name))
        {
            Bad(name, "is empty");
        }

        return value;
    }

    private string[] List(string name, string value)
    {
        var items = value.Split(',', StringSplitOptions.TrimEntries);
        if (value.Length == 0)
        {
            return [];
        }

        if (items.Contains(string.Empty) || items.Distinct().Count() != items.Length)
        {
            Bad(name, "is a list with commas, each item once");
        }

        return items;
    }

    private bool Flag(string name)
    {
        var value = Value(name);
        if (value is not ("True" or "False") && fields.ContainsKey(name))
        {
            Bad(name, "is True or False");
        }

        return value == "True";
    }

    private string Position()
    {
        var value = Value("Position");
        if (
            value != ParameterMetadata.Named
            && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && fields.ContainsKey("Position")
        )
        {
            Bad("Position", "is Named or a number from 0");
        }

        return value;
    }

    private string PipelineInput()
    {
        const string Name = "Accept pipeline input";
        var value = Value(Name);
        if (
            value is not ("False" or "True (ByValue)" or "True (ByPropertyName)" or "True (ByPropertyName, ByValue)")
            && fields.ContainsKey(Name)
        )
        {
            Bad(Name, "is False, True (ByValue), True (ByPropertyName) or True (ByPropertyName, ByValue)");
        }

        return value;
    }

    private void Bad(string name, string rule) =>
        problems.Add(fields[name].Line, ProblemCode.Metadata, $"«{name}» {rule}; found «{fields[name].Value}».");
}
